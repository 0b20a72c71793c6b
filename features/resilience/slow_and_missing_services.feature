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

  Rule: An answer that goes on for ever is given up, and asked for again

    Scenario Outline: The customer buys although <fault>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And <fault>
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And 3 copies of "Dune" are left

      Examples:
        | fault                                                                         | why                   |
        | the answer to the authorization from payments to gateway comes in drops without end | held, asked again |

  Rule: While a service cannot be reached, or does not end its answer, no order is made and nothing stays reserved

    Scenario Outline: The customer is asked to try again when <fault>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And <fault>
      When the customer checks out
      Then the customer is asked to try again later
      And the card has not been charged
      And 5 copies of "Dune" are left

      Examples:
        | fault                                                                      | why                   |
        | the connections from checkout to inventory are refused                     | inventory is down     |
        | the connections from checkout to orders are left unanswered                | orders is down        |
        | the answer to the order from checkout to orders comes in drops without end | it would take minutes |

    Scenario Outline: What was done is undone when <fault>
      Given the discount code "SPRING" takes $2.00 off, once in all
      And the shop has 5 copies of "Dune" at $9.50
      And the customer's cart holds 2 copies of "Dune" at $9.50 with the code "SPRING"
      And <fault>
      When the customer checks out
      Then the customer is asked to try again later
      And the card has not been charged
      And 5 copies of "Dune" are left
      And another customer can use the code "SPRING"

      Examples:
        | fault                                                               | why                             |
        | the answer to every reservation from checkout to inventory is lost  | the copies were reserved        |
        | the answer to every binding quote from checkout to pricing is lost  | the code was redeemed           |
        | the answer to every order from checkout to orders is lost           | the order was placed            |
        | the answer to every authorization from checkout to payments is lost | the amount was held on the card |

  Rule: What comes after the payment never takes an order back

    Scenario: The cart cannot be closed
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the closing from checkout to cart answers 404
      And "cart left open" is expected to remain at the end, because no request closes it any more
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And 3 copies of "Dune" are left

    Scenario: The cart cannot be closed, and a second tab submits a checkout of its own
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the closing from checkout to cart answers 404
      And "cart left open" is expected to remain at the end, because no request closes it any more
      And the customer has bought the cart
      When the customer checks out
      Then the customer is told that the cart has been bought already
      And the card has been charged $19.00 once
      And 3 copies of "Dune" are left
