@resilience @critical
Feature: Customers who wait at the same moment
  A service that takes its time delays the customers who need its answer, and no other customer.

  Rule: No checkout waits until another one has its answer

    Scenario Outline: The <calls> of five customers are under way at once
      Given the shop has 5 copies of "Dune" at $9.50
      And 5 customers each have 1 copy of "Dune" in the cart
      And <calls> from checkout to <callee> wait at a barrier until 5 have come
      When all of them check out at the same moment
      Then each of them has one order of $9.50
      And no copies of "Dune" are left

      Examples:
        | calls          | callee    | why                                 |
        | looks          | cart      | the first answer of a checkout      |
        | reservations   | inventory | all of them want the same title     |
        | authorizations | payments  | a bank takes longest of all         |
