@payment_order @critical
Feature: Refunding what is owed
  Who has not paid an invoice yet owes less after a refund. Only what was paid already goes back.

  Background:
    Given the customer may owe $50.00 on invoice
    And the customer has ordered 2 of the shop's 5 copies of "Dune" at $9.50 on invoice
    And the warehouse has shipped 2 copies of "Dune" of the order

  Rule: What is still missing becomes less first

    @smoke
    Scenario: A copy is refunded before anything was transferred
      When the staff refunds 1 copy of "Dune"
      Then $9.50 of the order is still to be transferred
      And the customer is told by mail that $9.50 is taken off, and $9.50 is still to pay
      And the customer owes $9.50 on invoice
      And nothing has to be sent back

    Scenario: Less is refunded than is missing after a part
      Given the customer has transferred $10.00
      When the staff refunds $4.00 of the order
      Then $5.00 of the order is still to be transferred
      And the customer sees that $4.00 was taken off the invoice
      And the customer owes $5.00 on invoice
      And nothing has to be sent back

  Rule: What is refunded beyond that goes back, and the order is paid

    Scenario: More is refunded than is missing
      Given the customer has transferred $10.00
      When the staff refunds 1 copy of "Dune"
      Then the customer's order of $19.00 is paid
      And the customer is told by mail that $9.00 is taken off, and $0.00 is still to pay
      And $0.50 has to be sent back as a refund
      And the customer owes $0.00 on invoice

    Scenario: The staff has sent what goes back
      Given the customer has transferred $10.00
      And the staff has refunded $12.00 of the order
      When the staff sends back what is owed
      Then the customer is told by mail that the money was sent back
      And the customer sees that $9.00 was taken off the invoice
      And nothing has to be sent back

  Rule: An order of which nothing is missing any more is paid

    @smoke
    Scenario: All of it is refunded
      When the staff refunds the rest of the order
      Then the customer's order of $19.00 is paid
      And the customer is told by mail that $19.00 is taken off, and $0.00 is still to pay
      And the customer owes $0.00 on invoice
      And nothing has to be sent back

    Scenario: The rest is transferred
      Given the staff has refunded $9.50 of the order
      When the customer transfers $9.50
      Then the customer's order of $19.00 is paid
      And the customer is told by mail that the payment has arrived
      And nothing has to be sent back
