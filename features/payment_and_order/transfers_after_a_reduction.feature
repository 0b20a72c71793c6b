@payment_order @critical
Feature: Transfers after a reduction
  A refund may have made an invoice less when the transfer comes. What is too much then goes back.

  Background:
    Given the customer may owe $50.00 on invoice
    And the customer has ordered 2 of the shop's 5 copies of "Dune" at $9.50 on invoice
    And the warehouse has shipped 2 copies of "Dune" of the order

  Rule: What is more than the rest goes back, as it does of any transfer

    @smoke
    Scenario: The customer transfers the old sum
      Given the staff has refunded $9.50 of the order
      When the customer transfers $19.00
      Then the customer's order of $19.00 is paid
      And $9.50 has to be sent back, since it was too much

    Scenario: All of it is refunded before the customer transfers the old sum
      Given the staff has refunded $19.00 of the order
      When the customer transfers $19.00
      Then $19.00 has to be sent back, since the order was paid already
      And the customer owes $0.00 on invoice

  Rule: The due date stays, and the reminder is about what is left

    Scenario: The due date has not passed
      Given the staff has refunded $9.50 of the order
      When 14 days pass
      Then the customer has no mail that the invoice is overdue
      And $9.50 of the order is still to be transferred

    Scenario: The rest is overdue
      Given the staff has refunded $9.50 of the order
      When 16 days pass
      Then the customer is reminded by mail to transfer $9.50

    Scenario: Nothing is left to be overdue
      Given the staff has refunded $19.00 of the order
      When 16 days pass
      Then the customer has no mail that the invoice is overdue
      And the customer owes $0.00 on invoice

  Rule: What is not owed any more makes room for another order

    Scenario: The customer orders up to the limit
      Given the staff has refunded $9.50 of the order
      And the customer may owe $19.00 on invoice
      When the customer also orders 1 copy of "Dune"
      Then the customer owes $19.00 on invoice
