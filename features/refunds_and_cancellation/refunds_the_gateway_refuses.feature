@refunds_cancellation @critical
Feature: Refunds the gateway refuses
  The gateway refuses a refund at once where less is left than the shop believes.

  Rule: A refund that was refused at once has failed, and the customer hears nothing of it

    Scenario: The staff refunds more than a refund at the dashboard has left
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the gateway's webhooks are lost
      And $15.00 has been refunded at the gateway's dashboard
      When the staff refunds $5.00 of the order
      Then the order's refund of $5.00 is failed
      And the staff is told that less was left than the refund, and what to do
      And the card has been charged $19.00 and refunded $15.00
