@resilience @critical
Feature: Refunds and comparisons
  What the staff does about money is done once, whatever is lost on the way, and the order learns of it.

  Rule: What the staff repeats for want of an answer is done once

    Scenario Outline: The refund is made once although <mishap>
      Given the customer has bought 2 copies of "Dune" at $9.50
      And <mishap>
      When the staff refunds $5.00 of the order, retrying until it is answered
      Then the order's refund of $5.00 is refunded
      And the card has been charged $19.00 and refunded $5.00

      Examples: why: a refund that is made twice is the shop's loss
        | mishap                                                  | why              |
        | the refund from staff to orders is reset                | not asked for    |
        | the answer to the refund from staff to orders is lost   | asked for already |
        | the refund from orders to payments is reset             | not passed on    |
        | the answer to the refund from orders to payments is lost | passed on already |

    Scenario Outline: The books are compared with one effect although <mishap>
      Given the gateway has charged $19.00 for an unknown checkout
      And an hour has passed
      And <mishap>
      When payments are reconciled with orders, retrying until it is answered
      Then no customer has been charged without an order
      And exactly one refund has been made at the gateway

      Examples: why: the second comparison finds the matter settled
        | mishap                                                          | why               |
        | the reconciliation from staff to payments is reset              | not begun         |
        | the answer to the reconciliation from staff to payments is lost | settled already   |
        | the look from payments to orders is reset                       | no order was seen |
        | the answer to the look from payments to orders is lost          | no order was seen |
        | the cancellation from payments to orders is reset               | an order could still come |
        | the answer to the cancellation from payments to orders is lost  | no order can come |
        | the paid orders from payments to orders is reset                | no paid order was seen |
        | the answer to the paid orders from payments to orders is lost   | no paid order was seen |

    Scenario: A comparison that breaks off has noted what it has settled
      Given the gateway has charged $19.00 for an unknown checkout
      And the gateway has charged $5.00 for an unknown checkout
      And an hour has passed
      And the 2nd look from payments to orders is reset
      When payments are reconciled with orders, retrying until it is answered
      Then all reconciliations together have found $5.00 and $19.00

  Rule: The order learns how its refund fares, whatever is lost on the way

    Scenario Outline: The order follows a refund although <mishap>
      Given the customer has bought 2 copies of "Dune" at $9.50
      And <mishap>
      When $5.00 is refunded at the gateway's dashboard
      Then the order's refund of $5.00 is refunded
      And the customer gets a mail about a refund of $5.00

      Examples: why: it is told until it is heard, and heard once
        | mishap                                                            | why           |
        | the refund notice from payments to orders is reset                | not heard     |
        | the answer to the refund notice from payments to orders is lost   | heard already |

    Scenario: The staff's refund is on its way when somebody refunds the same at the gateway itself
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the first 4 refunds from orders to payments answer 503
      And the staff has requested a refund of the whole order
      When $19.00 is refunded at the gateway's dashboard
      Then $19.00 of the order has been refunded
      And the card has been charged $19.00 and refunded $19.00
