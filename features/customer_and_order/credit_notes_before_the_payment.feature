@customer_order @critical
Feature: Credit notes before the payment
  What is taken off an invoice that is not paid yet has a credit note, as what goes back has.

  Background:
    Given tax of 10% is added in Oregon, where the customer lives
    And the customer may owe $50.00 on invoice
    And the customer has ordered 2 of the shop's 5 copies of "Dune" at $9.50 on invoice

  Rule: The credit note is over the whole refund, with its tax

    Scenario: Nothing was paid
      Given the warehouse has shipped 2 copies of "Dune" of the order
      And the staff has refunded $10.45 of the order
      When the customer asks for a copy of the invoice
      Then the invoice has a credit note of $10.45, with $0.95 tax
      And the lines and taxes of the invoice sum to its total

    Scenario: A part of the refund was paid
      Given the warehouse has shipped 2 copies of "Dune" of the order
      And the customer has transferred $15.90
      And the staff has refunded $10.45 of the order
      When the customer asks for a copy of the invoice
      Then the invoice has a credit note of $10.45, with $0.95 tax
      And $5.45 has to be sent back as a refund

  Rule: The invoice says what is left of it

    Scenario: The customer looks at the order
      Given the warehouse has shipped 2 copies of "Dune" of the order
      When the staff refunds 1 copy of "Dune"
      Then $10.45 of the order is still to be transferred
      And the refund includes $0.95 tax and $0.00 discount
