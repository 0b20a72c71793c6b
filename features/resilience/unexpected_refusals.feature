@resilience @blocker
Feature: Unexpected refusals
  A step that is refused for a reason that the checkout does not know has not been done: the checkout ends there.

  Rule: A checkout does not go on after a refused step

    Scenario Outline: The <act> is refused with <status>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the <act> from checkout to <callee> answers <status>
      When the customer checks out
      Then the customer is asked to try again later
      And the customer has no active order
      And the card has not been charged
      And 5 copies of "Dune" are left

      Examples:
        | act           | callee    | status | why                           |
        | reservation   | inventory | 409    | nothing is reserved           |
        | reservation   | inventory | 404    | the service is another one    |
        | binding quote | pricing   | 409    | there is no price             |
        | binding quote | pricing   | 422    | the services differ           |
        | authorization | payments  | 409    | the money is not held         |
        | authorization | payments  | 404    | the service is another one    |
        | order         | orders    | 409    | there is no order             |
        | order         | orders    | 422    | the services differ           |
