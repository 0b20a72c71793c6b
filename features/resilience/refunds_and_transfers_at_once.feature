@resilience @blocker
Feature: Refunds and transfers at once
  A refund of what is owed may meet the transfer. Payments decides which was first, and the money adds up.

  Background:
    Given the customer may owe $50.00 on invoice
    And the customer has ordered 2 of the shop's 5 copies of "Dune" at $9.50 on invoice
    And the warehouse has shipped 2 copies of "Dune" of the order

  Rule: What was transferred before the refund goes back, however late orders learns of it

    Scenario: The transfer arrives while the refund is on its way to payments
      Given the refund from orders to payments is kept back
      And the staff has requested a refund of the whole order
      And the refund from orders to payments has been made and waits
      And the bank has reported late that the customer transferred $19.00 in time
      When the refund from orders to payments goes on
      Then $19.00 has to be sent back as a refund
      And the customer's order of $19.00 is paid

    Scenario: The staff refunds while the notice of the transfer is on its way
      Given the transfer notice from payments to orders is kept back
      And the bank has reported late that the customer transferred $19.00 in time
      And the staff has refunded $4.00 of the order
      When the transfer notice from payments to orders goes on
      Then the customer's order of $19.00 is paid
      And $4.00 has to be sent back as a refund

  Rule: What is transferred after the refund goes back as too much

    Scenario: The answer to the refund comes after its notice and after the transfer
      Given the answer to the refund from orders to payments is kept back
      And the staff has refunded $12.00 of the order
      And the bank has reported late that the customer transferred $19.00 in time
      When the answer to the refund from orders to payments goes on
      Then $12.00 has to be sent back, since it was too much
      And the customer's order of $19.00 is paid
      And the customer is told by mail that $12.00 is taken off, and $7.00 is still to pay

  Rule: A customer is reminded of what payments expects, and not of more

    Scenario: The invoice becomes overdue before orders knows of the reduction
      Given the staff has taken $4.00 off the invoice, of which orders has not learned
      And 16 days have passed
      And the look from orders to payments has been tried twice
      And orders has learned of what was taken off the invoice
      When 2 minutes pass
      Then the customer is reminded by mail to transfer $15.00
