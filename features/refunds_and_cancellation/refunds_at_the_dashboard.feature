@refunds_cancellation @blocker
Feature: Refunds at the dashboard
  The staff can refund at the gateway's own dashboard, too. The shop may learn of that late, or never.

  Background:
    Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
    And the customer has bought the cart
    And the gateway withholds its webhooks

  Rule: A canceled order is refunded in full, wherever parts of it were refunded before

    Scenario: The customer cancels before the shop learns of a refund at the dashboard
      Given $4.00 has been refunded at the gateway's dashboard
      And "webhook waiting" is expected to remain at the end, because the gateway withholds its webhooks
      When the customer cancels the order
      Then the customer's order is canceled
      And the card has been charged $19.00 and refunded $19.00
      And the customer gets one confirmation and one cancellation mail
      And 5 copies of "Dune" are left

    Scenario: The shop learns of a refund at the dashboard after the order was canceled
      Given $4.00 has been refunded at the gateway's dashboard
      And the customer has canceled the order
      When the gateway delivers its webhooks in reverse order
      Then the shop has accepted every webhook
      And the card has been charged $19.00 and refunded $19.00
      And the customer gets one confirmation and one cancellation mail

    Scenario: The staff refunds at both places before the customer cancels
      Given $4.00 has been refunded at the gateway's dashboard
      And the staff has refunded $5.00 of the order
      And $3.00 has been refunded at the gateway's dashboard
      And "webhook waiting" is expected to remain at the end, because the gateway withholds its webhooks
      When the customer cancels the order
      Then the customer's order is canceled
      And the card has been charged $19.00 and refunded $19.00

    Scenario: The whole order was refunded at the dashboard
      Given $19.00 has been refunded at the gateway's dashboard
      And "webhook waiting" is expected to remain at the end, because the gateway withholds its webhooks
      When the customer cancels the order
      Then the customer's order is canceled
      And the card has been charged $19.00 and refunded $19.00
      And the customer gets one confirmation and one cancellation mail

  Rule: A refund of the rest is what the refunds at the dashboard have left

    Scenario: The staff refunds the rest before the shop learns of a refund at the dashboard
      Given $4.00 has been refunded at the gateway's dashboard
      And "webhook waiting" is expected to remain at the end, because the gateway withholds its webhooks
      When the staff refunds the rest of the order
      Then $19.00 of the order has been refunded
      And the card has been charged $19.00 and refunded $19.00

  Rule: A refund at the dashboard is found when payments are reconciled with orders

    Scenario: The shop is never told of a refund at the dashboard
      Given $4.00 has been refunded at the gateway's dashboard
      And an hour has passed
      And "webhook waiting" is expected to remain at the end, because the gateway withholds its webhooks
      When payments are reconciled with orders
      Then the order's refund of $4.00 is refunded
      And the customer gets a mail about a refund of $4.00
