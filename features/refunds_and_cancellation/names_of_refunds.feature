@refunds_cancellation @critical
Feature: Names of refunds
  A refund has a name, so that a repeated one is known. It is the name of one refund of one order.

  Rule: A name that is taken is refused, and the refund that has it stays as it is

    Scenario: The staff refunds another order under the name of the first order's refund
      Given the customer has bought 2 copies of "Dune" at $9.50
      And another customer has bought 1 copy of "Dune"
      And the staff has refunded $5.00 of the order
      When the staff refunds $5.00 of another customer's order under the same name
      Then the staff is told that the name is taken
      And the order's refund of $5.00 is refunded
      And the card has $5.00 back of $19.00

    Scenario: The staff asks for another amount under the same name
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the staff has refunded $5.00 of the order
      When the staff refunds $6.00 of the customer's order under the same name
      Then the staff is told that the name is taken
      And the order's refund of $5.00 is refunded
      And the card has $5.00 back of $19.00
