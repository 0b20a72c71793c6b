@customer_order @critical
Feature: Copies of an invoice
  A paid order has an invoice. A copy of it says years later what it said on the first day.

  Rule: Every copy has the numbers of the placing

    @smoke
    Scenario: The price and the title have changed since
      Given tax of 10% is added in Oregon, where the customer lives
      And the customer has bought 2 copies of "Dune" at $9.50
      And the price of "Dune" has changed to $12.00
      And the warehouse has delivered 1 copy of "Dune" under the title "Dune, revised"
      When the customer asks for a copy of the invoice
      Then the invoice has 2 copies of "Dune", taxed at 10%, and a total of $20.90

    Scenario: A new tax rate has begun since
      Given tax of 10% is added in Oregon, where the customer lives
      And tax of 20% in Oregon, where the customer lives, begins in 2 hours
      And the customer has bought 2 copies of "Dune" at $9.50
      And the customer has got the invoice
      And 2 hours have passed
      When the customer asks for a copy of the invoice
      Then the copy is the same as the first invoice

  Rule: What is given back has a credit note, which never changes the invoice

    Scenario: A part is refunded, and has a credit note
      Given tax of 10% is added in Oregon, where the customer lives
      And the customer has bought 2 copies of "Dune" at $9.50
      And the staff has refunded 1 copy of "Dune"
      When the customer asks for a copy of the invoice
      Then the invoice has a credit note of $10.45, with $0.95 tax
      And the lines and taxes of the invoice sum to its total

    Scenario: The order is canceled, and has a credit note over all of it
      Given the prices in Germany include 7% tax
      And the customer lives in Germany
      And the customer has bought 1 copy of "Dune" at €10.70
      And the customer has canceled the order
      When the customer asks for a copy of the invoice
      Then the invoice has a credit note of €10.70, with €0.70 tax

  Rule: An invoice is for the buyer of a paid order alone

    Scenario: A stranger asks for the invoice
      Given the customer has bought 1 copy of "Dune" at $9.50
      When a stranger asks for the invoice of the customer
      Then the stranger is told that there is no such order

    Scenario: The order is not paid yet
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer's checkout was killed when it was about to request the charge
      When the customer asks for the invoice of the unpaid order
      Then the customer is told that the order has no invoice
