@refunds_cancellation @critical @policy_repeats_refunds
Feature: Refusing a reused refund id
  The id of a refund identifies a repeated request. It belongs to one refund of one order.

  Rule: A refund id that is used for another refund is refused, and the first refund stays as it is

    Scenario: The staff refunds another order with the refund id of the first order
      Given the customer has bought 2 copies of "Dune" at $9.50
      And another customer has bought 1 copy of "Dune"
      And the staff has refunded $5.00 of the order
      When the staff refunds $5.00 of another customer's order with the same refund id
      Then the staff is told that the refund id is taken
      And the order's refund of $5.00 is refunded
      And the card has been charged $19.00 and refunded $5.00

    Scenario: The staff refunds another amount with the same refund id
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the staff has refunded $5.00 of the order
      When the staff refunds $6.00 of the customer's order with the same refund id
      Then the staff is told that the refund id is taken
      And the order's refund of $5.00 is refunded
      And the card has been charged $19.00 and refunded $5.00
