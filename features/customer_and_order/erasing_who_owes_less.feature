@customer_order @critical
Feature: Erasing who owes less
  A refund of what is owed may be the end of it. Then the person is not needed any more.

  Background:
    Given the customer may owe $50.00 on invoice
    And the customer has ordered 2 of the shop's 5 copies of "Dune" at $9.50 on invoice
    And the warehouse has shipped 2 copies of "Dune" of the order

  Rule: Who still owes something is not erased, and who owes nothing is

    Scenario: A part was refunded
      Given the staff has refunded $9.50 of the order
      When the customer asks that all personal data be erased
      Then the customer is told that the customer's order still needs its person
      And the customer owes $9.50 on invoice

    Scenario: All of it was refunded
      Given the staff has refunded $19.00 of the order
      And the shop is idle
      When the customer asks that all personal data be erased
      Then no service still knows the customer
      And the customer's order of $19.00 names no person

  Rule: What is still to be sent back needs its person

    Scenario: The rest of a refund was not sent yet
      Given the customer has transferred $10.00
      And the staff has refunded $12.00 of the order
      When the customer asks that all personal data be erased
      Then the customer is told that the customer's order still needs its person
      And $3.00 has to be sent back as a refund
