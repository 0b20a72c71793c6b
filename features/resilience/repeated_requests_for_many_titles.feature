@resilience @critical
Feature: Repeated requests for many titles
  A part that compares a repeated request with the first one compares its titles, in whichever order they are.

  Background:
    Given the customer's cart holds 1 of the shop's 4 copies of "Ulysses" at $20.00
    And the customer's cart holds 1 of the shop's 3 copies of "Emma" at $15.00
    And the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50

  Rule: A request for three titles whose answer is lost is recognized when it is repeated

    Scenario Outline: The answer to the <act> from checkout to <callee> is lost
      Given the answer to the <act> from checkout to <callee> is lost
      When the customer checks out
      Then the customer has one order of $54.00
      And the card has been charged $54.00 once
      And 3 copies of "Dune" and 2 copies of "Emma" and 3 copies of "Ulysses" are left

      Examples:
        | act           | callee    | why                                        |
        | reservation   | inventory | it is stored by title, and not as sent     |
        | binding quote | pricing   | each title has its price and its tax       |
        | order         | orders    | each title has its part of the total       |
        | closing       | cart      | the cart has given what was bought already |
