@customer_order @critical
Feature: Erasing who owes
  An order on invoice keeps its person until it is paid, also when every copy has arrived.

  Background:
    Given the customer may owe $50.00 on invoice
    And the customer has ordered 2 of the shop's 5 copies of "Dune" at $9.50 on invoice
    And the warehouse has shipped 2 copies of "Dune" of the order

  Rule: Who owes something is not erased

    Scenario: Every copy has left, and nothing was transferred
      Given the shop is idle
      When the customer asks that all personal data be erased
      Then the customer is told that the customer's order still needs its person
      And the customer owes $19.00 on invoice

    Scenario: A part is still to come of an overdue invoice
      Given the customer has transferred $10.00
      And 16 days have passed
      And the customer has been told by mail that the invoice is overdue
      When the customer asks that all personal data be erased
      Then the customer is told that the customer's order still needs its person
      And the customer owes $9.00 on invoice

  Rule: Who has paid is erased like any other customer

    Scenario: The last part has arrived
      Given the customer has transferred $10.00
      And the customer has transferred $9.00
      When the customer asks that all personal data be erased
      Then no service still knows the customer
      And the customer's order of $19.00 names no person
