@customer_storefront @browser @normal
Feature: Reductions on pages
  The page of an order on invoice shows what was taken off, what went back, and what is left to transfer.

  Background:
    Given the customer may owe $50.00 on invoice
    And the customer has ordered 2 of the shop's 5 copies of "Dune" at $9.50 on invoice
    And the warehouse has shipped 2 copies of "Dune" of the order

  Rule: The page says what is still owed, and asks for nothing where that is nothing

    Scenario: One copy is refunded
      When the staff refunds 1 copy of "Dune"
      Then $9.50 of the order is still to be transferred
      And the customer sees that $9.50 was taken off the invoice
      And the customer's page says "taken off your invoice"

    Scenario: All of it is refunded
      When the staff refunds the rest of the order
      Then the customer's order of $19.00 is paid
      And the customer sees that $19.00 was taken off the invoice
      And the customer's page does not say "Still to transfer"

    Scenario: A part of the refund was paid
      Given the customer has transferred $10.00
      When the staff refunds $12.00 of the order
      Then the customer sees that $9.00 was taken off the invoice
      And the customer's page says "Refund: $3.00"
