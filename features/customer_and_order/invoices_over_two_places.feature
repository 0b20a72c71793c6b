@customer_order @critical
Feature: Invoices over two places
  An invoice says of each title at which rate it was taxed, and whose tax that is.

  Background:
    Given "Emma" is an e-book
    And tax of 10% is added in Oregon, where the customer lives
    And the prices in Germany, where the bill of the customer goes, include 7% tax

  Rule: Each title has the rate and the place of its tax

    Scenario: The copy was shipped to Oregon, and the e-book billed in Germany
      Given the customer has bought 1 copy of "Dune" and 1 copy of "Emma" each at $10.70
      When the customer asks for a copy of the invoice
      Then the invoice has "Dune" taxed at 10% in Oregon
      And the invoice has "Emma" taxed at 7% in Germany
      And the lines and taxes of the invoice sum to its total

    Scenario: The e-book is refunded, and has a credit note with its own tax
      Given the customer has bought 1 copy of "Emma" at $10.70
      And the staff has refunded 1 copy of "Emma"
      When the customer asks for a copy of the invoice
      Then the invoice has a credit note of $10.70, with $0.70 tax
      And the lines and taxes of the invoice sum to its total
