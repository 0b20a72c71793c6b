@refunds_cancellation @blocker
Feature: Refunds
  What goes back is never more than what was paid, and goes back once.

  Background:
    Given the customer has bought 2 copies of "Dune" at $9.50

  Rule: A refunded customer has the money back and is told so

    @smoke
    Scenario: The whole order is refunded
      When the staff refunds what is left of the order
      Then $19.00 of the order have been refunded
      And the card has $19.00 back of $19.00
      And the customer gets a mail that $19.00 were refunded
      And 98 copies of "Dune" are left

    Scenario: One of two copies is refunded
      When the staff refunds 1 copy of "Dune"
      Then $9.50 of the order have been refunded
      And the card has $9.50 back of $19.00
      And the customer gets a mail that $9.50 were refunded

  Rule: Refunds never sum to more than was paid

    Scenario: After a part the rest is refunded
      Given the staff has refunded $4.99 of the order
      When the staff refunds what is left of the order
      Then the refunds of the order are $4.99 and $14.01
      And the card has $19.00 back of $19.00

    Scenario: More than the rest is refused
      Given the staff has refunded $4.99 of the order
      When the staff refunds $14.02 of the order
      Then the staff is told that $14.01 can be refunded at most
      And the card has $4.99 back of $19.00

    Scenario: Two refunds at the same moment do not exceed what was paid
      When two of the staff refund $10.00 each at the same moment
      Then the order's refund of $10.00 is refunded
      And the card has $10.00 back of $19.00

  Rule: The same refund is made once, however often it is submitted

    Scenario: The staff submits a refund twice
      When the staff submits the same refund of $5.00 twice
      Then the order's refund of $5.00 is refunded
      And the card has $5.00 back of $19.00
      And the customer gets a mail that $5.00 were refunded
