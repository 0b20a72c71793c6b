@resilience @critical
Feature: Slow and missing services
  Slow is not failed: what comes within its time limit counts. What never comes ends a wait that is bounded.

  Rule: A call that is late and comes in time changes nothing

    Scenario Outline: The customer buys although <mishap>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And <mishap>
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And 3 copies of "Dune" are left

      Examples: why: time limits are for what never comes
        | mishap                                                      | why                               |
        | the binding quote from checkout to pricing is late          | late on its way                   |
        | the answer to the order from checkout to orders is late     | late on its way back              |
        | the answer to the order from checkout to orders comes in drops | every drop comes in time       |
        | the 2nd call from checkout to inventory gets no answer      | the confirmation is made again    |
        | the answer to the capture from checkout to payments never comes | taken, and asked for again    |
        | the first 2 calls from checkout to orders are told to slow down | nothing was done, asked again |
        | the connections from payments to postgres are cut           | new ones are made                 |

    Scenario: The customer buys although the connections from checkout to payments have died unnoticed
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And another customer has bought 1 copy of "Dune"
      And the connections from checkout to payments are cut
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And 2 copies of "Dune" are left

  Rule: While a service cannot be reached nothing is bought, and nothing is left behind

    Scenario Outline: The customer is asked to try again when <mishap>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And <mishap>
      When the customer checks out
      Then the customer is asked to try again later
      And the card has not been charged
      And 5 copies of "Dune" are left

      Examples: why: nobody is charged without an order
        | mishap                                                     | why                            |
        | the connections from checkout to inventory are refused     | nobody is there                |
        | the connections from checkout to orders are left unanswered | its machine is gone           |
