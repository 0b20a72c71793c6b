@customer_order @critical
Feature: Invoices before the payment
  Who buys on invoice has the invoice on the day of the order, and pays by it later.

  Background:
    Given tax of 10% is added in Oregon, where the customer lives
    And the customer may owe $50.00 on invoice
    And the customer has ordered 2 of the shop's 5 copies of "Dune" at $9.50 on invoice

  Rule: The invoice is there before the money, and the payment does not change it

    Scenario: The order is owed
      When the customer asks for a copy of the invoice
      Then the invoice has 2 copies of "Dune", taxed at 10%, and a total of $20.90

    Scenario: The order was paid later
      Given the customer has got the invoice
      And 20 days have passed
      And the customer has been told by mail that the invoice is overdue
      And the customer has transferred $20.90
      When the customer asks for a copy of the invoice
      Then the copy is the same as the first invoice

  Rule: What is canceled before the payment has a credit note over all of it

    Scenario: The customer has canceled the order
      Given the customer has canceled the order
      When the customer asks for a copy of the invoice
      Then the invoice has a credit note of $20.90, with $1.90 tax
      And the lines and taxes of the invoice sum to its total
