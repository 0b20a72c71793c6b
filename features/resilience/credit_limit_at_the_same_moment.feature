@resilience @blocker
Feature: Credit limit at the same moment
  Two checkouts of one customer may come to the limit at once. Together they never owe more than was allowed.

  Background:
    Given the shop has 5 copies of "Dune" at $9.50

  Rule: The orders of one customer are held to the limit together

    Scenario Outline: The limit is <limit>, and two orders of $9.50 meet at it
      Given the customer may owe <limit> on invoice
      When 2 checkouts of the customer meet at the limit
      Then <accepted> of them may be paid on invoice, for <owed>

      Examples:
        | limit  | accepted | owed   | why                    |
        | $10.00 | 1        | $9.50  | the second is too much |
        | $19.00 | 2        | $19.00 | there is room for both |

  Rule: A request that is repeated owes once

    Scenario Outline: In a checkout on invoice <fault>
      Given the customer may owe $10.00 on invoice
      And the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer pays on invoice
      And <fault>
      When the customer checks out
      Then the customer owes $9.50 on invoice
      And 4 copies of "Dune" are left

      Examples:
        | fault                                                                 | why                          |
        | the expected transfer from checkout to payments is reset              | it is requested again        |
        | the answer to the expected transfer from checkout to payments is lost | it is in the limit already   |
        | the acceptance from checkout to orders is reset                       | the customer must be told    |
        | the answer to the acceptance from checkout to orders is lost          | the customer is told once    |
        | the answer to the confirmation from checkout to inventory is lost     | the copies are sold once     |
