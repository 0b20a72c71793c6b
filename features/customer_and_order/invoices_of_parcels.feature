@customer_order @critical
Feature: Invoices of parcels
  An order that is charged at shipment has its invoice when all has left and is charged.

  Background:
    Given the customer's cart holds 2 copies of "Dune" at $9.50
    And the customer pays by card as each parcel leaves
    And the customer has bought the cart

  Rule: The invoice is over what was charged, and what never leaves has a credit note

    Scenario: Nothing has left yet
      When the customer asks for a copy of the invoice
      Then the customer is told that the order has no invoice

    Scenario: All has left
      Given the warehouse has shipped 2 copies of "Dune" of the order, and its charge is made
      When the customer asks for a copy of the invoice
      Then the invoice has 2 copies of "Dune", taxed at 0%, and a total of $19.00

    Scenario: A copy never leaves
      Given the warehouse has shipped 1 copy of "Dune" of the order, and its charge is made
      And the staff has refunded 1 copy of "Dune"
      When the customer asks for a copy of the invoice
      Then the invoice has a credit note of $9.50, with $0.00 tax
