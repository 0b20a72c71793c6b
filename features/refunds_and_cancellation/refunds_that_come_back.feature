@refunds_cancellation @critical
Feature: Refunds that come back
  A bank can take a refund and send it back days later. The order tells the truth at any time.

  Rule: The order follows the refund, and the customer is told

    Scenario: The refund is on its way for some days
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer pays with a card whose bank takes its time with refunds
      And the customer has bought the cart
      When the staff refunds $5.00 of the order
      Then the order's refund of $5.00 is pending
      And the customer gets a mail that $5.00 were refunded

    Scenario: The refund is on its way for some days and then comes back
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer pays with a card whose bank takes its time with refunds
      And the customer has bought the cart
      And the staff has refunded $5.00 of the order
      When the bank sends the refund back
      Then the order's refund of $5.00 is failed
      And the customer gets a mail that the refund of $5.00 failed

    Scenario: The bank sends a refund back
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the staff has refunded $5.00 of the order
      When the bank sends the refund back
      Then the order's refund of $5.00 is failed
      And the card has $0.00 back of $19.00
      And the customer gets a mail that the refund of $5.00 failed

    Scenario: A refund that came back while the payment service was down
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the staff has refunded $5.00 of the order
      And the payment service is down
      And the bank has sent the refund back 3 hours ago
      When the payment service comes back and 5 minutes pass
      Then the order's refund of $5.00 is failed

    Scenario: What came back can be refunded again
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the staff has refunded $5.00 of the order
      And the bank has sent the refund back
      When the staff refunds what is left of the order
      Then the card has $19.00 back of $19.00

  Rule: A refund made at the gateway itself counts like any other

    Scenario: Somebody refunds at the gateway's own desk
      Given the customer has bought 2 copies of "Dune" at $9.50
      When somebody refunds $5.00 at the gateway itself
      Then the order's refund of $5.00 is refunded
      And the customer gets a mail that $5.00 were refunded
