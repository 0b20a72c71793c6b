@refunds_cancellation @blocker
Feature: Refunds of which the shop never learns
  The gateway never reports its refunds. They are found when payments are reconciled with orders.

  Background:
    Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
    And the customer has bought the cart
    And the gateway's webhooks are lost

  Rule: A canceled order is refunded in full, once, in whatever order its refunds were made

    Scenario Outline: The order is refunded by <first>, <second> and <third>
      Given the order has been refunded by <first>, <second> and <third>
      When payments are reconciled with orders an hour later
      Then the customer's order is canceled
      And the card has been charged $19.00 and refunded $19.00
      And the customer gets one confirmation, one cancellation and at most one mail about each refund
      And 5 copies of "Dune" are left

      Examples:
        | first                  | second                 | third                  | why                                            |
        | $4.00 at the dashboard | $5.00 by the staff     | a cancellation         | the cancellation refunds the rest              |
        | $4.00 at the dashboard | a cancellation         | $5.00 by the staff     | the refund after it is refused, or reduces it  |
        | $5.00 by the staff     | $4.00 at the dashboard | a cancellation         | the cancellation refunds the rest              |
        | $5.00 by the staff     | a cancellation         | $4.00 at the dashboard | the refund after it is refused, or reduces it  |
        | a cancellation         | $4.00 at the dashboard | $5.00 by the staff     | nothing is left for the others, or less for it |
        | a cancellation         | $5.00 by the staff     | $4.00 at the dashboard | nothing is left for the others, or less for it |

  Rule: Refunds in part add up

    Scenario Outline: The order is refunded by <first> and <second>
      Given the order has been refunded by <first> and <second>
      When payments are reconciled with orders an hour later
      Then $9.00 of the order has been refunded
      And the card has been charged $19.00 and refunded $9.00
      And the customer gets one mail about a refund of $4.00 and one about $5.00
      And 3 copies of "Dune" are left

      Examples:
        | first                  | second                 | why                       |
        | $4.00 at the dashboard | $5.00 by the staff     | the dashboard comes first |
        | $5.00 by the staff     | $4.00 at the dashboard | the staff comes first     |

    Scenario: A cent is refunded, the smallest amount that there is
      Given $0.01 has been refunded at the gateway's dashboard
      When payments are reconciled with orders an hour later
      Then $0.01 of the order has been refunded
      And the card has been charged $19.00 and refunded $0.01
      And the customer gets a mail about a refund of $0.01
