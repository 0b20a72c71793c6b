@refunds_cancellation @blocker
Feature: Refunding an order
  Refunds never exceed the amount that was paid, and each refund is made once.

  Background:
    Given the customer has bought 2 of the shop's 5 copies of "Dune" at $9.50

  @policy_mails_refunds
  Rule: A refund arrives on the card, and the customer is told by mail

    @smoke
    Scenario: The whole order is refunded
      When the staff refunds the rest of the order
      Then $19.00 of the order has been refunded
      And the card has been charged $19.00 and refunded $19.00
      And the customer gets a mail about a refund of $19.00
      And 3 copies of "Dune" are left

    Scenario: One of two copies is refunded
      When the staff refunds 1 copy of "Dune"
      Then $9.50 of the order has been refunded
      And the card has been charged $19.00 and refunded $9.50
      And the customer gets a mail about a refund of $9.50

  @core
  Rule: Refunds never sum to more than was paid

    Scenario: The rest is refunded after a part
      Given the staff has refunded $4.99 of the order
      When the staff refunds the rest of the order
      Then the refunds of the order are $4.99 and $14.01
      And the card has been charged $19.00 and refunded $19.00

    Scenario: More than the rest is refused
      Given the staff has refunded $4.99 of the order
      When the staff refunds $14.02 of the order
      Then the staff is told that at most $14.01 can be refunded
      And the card has been charged $19.00 and refunded $4.99

    Scenario: Two refunds at the same moment do not exceed what was paid
      When 2 members of the staff refund $10.00 each at the same moment
      Then the order's refund of $10.00 is refunded
      And the card has been charged $19.00 and refunded $10.00

  @policy_repeats_refunds
  Rule: The same refund is made once, also when it is submitted again

    Scenario: The staff submits a refund twice
      When the staff submits the same refund of $5.00 twice
      Then the order's refund of $5.00 is refunded
      And the card has been charged $19.00 and refunded $5.00
      And the customer gets a mail about a refund of $5.00
