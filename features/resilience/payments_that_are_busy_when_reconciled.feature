@resilience @blocker
Feature: Payments that are busy when reconciled
  A payment whose refund the gateway does not make for a while cannot be compared in that time.

  Background:
    Given the customer has bought 2 copies of "Dune" at $9.50
    And the gateway's webhooks are lost

  Rule: A payment that is busy when it is reconciled is compared the next time

    Scenario: The staff's refund waits for the gateway while payments are reconciled
      Given $4.00 has been refunded at the gateway's dashboard
      And the gateway has failed the staff's refund of $5.00 for an hour
      And payments have been reconciled with orders
      And the gateway recovered 25 hours ago
      When payments are reconciled with orders
      Then $9.00 of the order has been refunded
      And the card has been charged $19.00 and refunded $9.00

    Scenario: The staff's refund of everything waits for the gateway, and a cent of it is refunded already
      Given $0.01 has been refunded at the gateway's dashboard
      And the gateway has failed the staff's refund of $19.00 for an hour
      And payments have been reconciled with orders
      And the gateway recovered 25 hours ago
      When payments are reconciled with orders
      Then $19.00 of the order has been refunded
      And the card has been charged $19.00 and refunded $19.00
