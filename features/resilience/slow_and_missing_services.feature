@resilience @critical
Feature: Slow and missing services
  An answer within its time limit counts. A wait for an answer that never comes is bounded.

  Rule: A call that is late, but within its time limit, changes nothing

    Scenario Outline: The customer buys although <fault>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And <fault>
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And 3 copies of "Dune" are left

      Examples:
        | fault                                                           | why                         |
        | the binding quote from checkout to pricing is late              | late on its way             |
        | the answer to the order from checkout to orders is late         | late on its way back        |
        | the answer to the order from checkout to orders comes in drops  | every drop comes in time    |
        | the 2nd call from checkout to inventory gets no answer          | the confirmation is retried |
        | the answer to the capture from checkout to payments never comes | captured, and retried       |
        | the first 2 calls from checkout to orders are told to slow down | nothing was done, retried   |
        | the connections from payments to postgres are cut               | new ones are made           |

    Scenario: The customer buys although the connections from checkout to payments have been cut unnoticed
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And another customer has bought 1 copy of "Dune"
      And the connections from checkout to payments are cut
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And 2 copies of "Dune" are left

  Rule: While a service cannot be reached, no order is made and nothing stays reserved

    Scenario Outline: The customer is asked to try again when <fault>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And <fault>
      When the customer checks out
      Then the customer is asked to try again later
      And the card has not been charged
      And 5 copies of "Dune" are left

      Examples:
        | fault                                                       | why               |
        | the connections from checkout to inventory are refused      | inventory is down |
        | the connections from checkout to orders are left unanswered | orders is down    |
