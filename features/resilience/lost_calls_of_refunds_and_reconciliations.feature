@resilience @critical
Feature: Lost calls of refunds and reconciliations
  Refunds and reconciliations of the staff take effect once, also when a call is lost.

  Rule: A request that the staff retries takes effect once

    Scenario Outline: The refund is made once although <fault>
      Given the customer has bought 2 copies of "Dune" at $9.50
      And <fault>
      When the staff refunds $5.00 of the order, retrying until it is answered
      Then the order's refund of $5.00 is refunded
      And the card has been charged $19.00 and refunded $5.00

      Examples:
        | fault                                                    | why                      |
        | the refund from staff to orders is reset                 | not requested            |
        | the answer to the refund from staff to orders is lost    | requested already        |
        | the refund from orders to payments is reset              | not sent to payments     |
        | the answer to the refund from orders to payments is lost | sent to payments already |

    Scenario Outline: A reconciliation refunds once although <fault>
      Given the gateway has charged $19.00 for an unknown checkout
      And an hour has passed
      And <fault>
      When payments are reconciled with orders, retrying until it is answered
      Then no customer has been charged without an order
      And exactly one refund has been made at the gateway

      Examples:
        | fault                                                           | why               |
        | the reconciliation from staff to payments is reset              | not begun         |
        | the answer to the reconciliation from staff to payments is lost | refunded already  |
        | the look from payments to orders is reset                       | no order was seen |
        | the answer to the look from payments to orders is lost          | no order was seen |

    Scenario: A reconciliation that fails half way has stored its findings
      Given the gateway has charged $19.00 for an unknown checkout
      And the gateway has charged $5.00 for an unknown checkout
      And an hour has passed
      And the 2nd look from payments to orders is reset
      When payments are reconciled with orders, retrying until it is answered
      Then all reconciliations together have found $5.00 and $19.00

  Rule: The order shows the state of its refund, also when a notice is lost

    Scenario Outline: The order follows a refund although <fault>
      Given the customer has bought 2 copies of "Dune" at $9.50
      And <fault>
      When $5.00 is refunded at the gateway's dashboard
      Then the order's refund of $5.00 is refunded
      And the customer gets a mail about a refund of $5.00

      Examples:
        | fault                                                           | why              |
        | the refund notice from payments to orders is reset              | not received     |
        | the answer to the refund notice from payments to orders is lost | received already |

    Scenario: The same refund is made at the gateway's dashboard while the staff's refund is retried
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the first 4 refunds from orders to payments answer 503
      And the staff has requested a refund of the whole order
      When $19.00 is refunded at the gateway's dashboard
      Then $19.00 of the order has been refunded
      And the card has been charged $19.00 and refunded $19.00

  Rule: A refund that payments refuses has failed, and is not asked for again

    Scenario: The staff refunds all of an order, of which a part was refunded that orders has not heard of
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the refund notice from payments to orders is kept back
      And $15.00 has been refunded at the gateway's dashboard
      And the refund notice from payments to orders has been made and waits
      And the staff has requested a refund of the whole order
      When the refund notice from payments to orders goes on
      Then $15.00 of the order has been refunded
