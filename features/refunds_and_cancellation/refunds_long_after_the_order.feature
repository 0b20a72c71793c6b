@refunds_cancellation @blocker
Feature: Refunds long after the order
  A refund at the gateway's dashboard is reconciled by its own time, however old the payment is.

  Background:
    Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
    And the customer has bought the cart
    And the gateway's webhooks are lost

  Rule: A refund is found by the time at which it was made

    Scenario: The order is refunded at the dashboard three weeks later
      Given 21 days have passed
      And $4.00 has been refunded at the gateway's dashboard
      And an hour has passed
      When payments are reconciled with orders
      Then the order's refund of $4.00 is refunded
      And the customer gets a mail about a refund of $4.00
      And the card has been charged $19.00 and refunded $4.00

  Rule: The end of a refund is found as well

    Scenario: The bank rejects a refund of the staff three weeks later
      Given the staff has refunded $5.00 of the order
      And 21 days have passed
      And the bank rejected the refund 2 hours ago
      When payments are reconciled with orders
      Then the order's refund of $5.00 is failed
