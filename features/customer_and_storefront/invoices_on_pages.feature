@customer_storefront @browser @normal
Feature: Invoices on pages
  The page of an order leads to its invoice, which is read on a phone and printed for a tax office.

  Rule: The amounts of an invoice are in the currency of its order

    Scenario: The customer goes on in dollars after an order in euros
      Given the customer has bought 1 copy of "Dune" at €9.99
      And the customer has come back later
      And the customer's cart holds 1 copy of "Emma" at $15.00
      When the customer opens the invoice
      Then the customer's page says "€9.99"

  Rule: An invoice belongs to the buyer, with or without an account

    Scenario: A guest has bought
      Given the guest has bought 1 copy of "Dune" at $9.50
      When the guest opens the invoice
      Then the guest's page says "Tax number: 12-3456789"
      And the guest's page says "$9.50"

  Rule: A tax rate that cannot be read is not made up

    Scenario: Pricing does not answer
      Given the customer has bought 1 copy of "Dune" at $9.50
      And the look from orders to pricing is reset
      When the customer opens the invoice
      Then the customer's page says "A part of our shop does not answer right now"

  Rule: A tax rate is named with all its decimals

    Scenario: Tax of 8.25% is added
      Given tax of 8.25% is added in Oregon, where the customer lives
      And the customer has bought 1 copy of "Dune" at $10.00
      When the customer opens the invoice
      Then the customer's page says "8.25%"

  Rule: An invoice fits into its window

    Scenario: The customer reads it on an old phone
      Given the customer's window is 320 pixels wide
      And tax of 10% is added in Oregon, where the customer lives
      And the customer has bought 2 copies of "Dune" at $9.50
      And the staff has refunded 1 copy of "Dune"
      When the customer opens the invoice
      Then the customer's page is no wider than the window

  Rule: Its days are those of the country where the parcel goes

    Scenario: The customer buys in the last minutes of a year
      Given in the United States the year ends in 2 minutes
      And the customer has bought 1 copy of "Dune" at $9.50
      When the customer opens the invoice
      Then the customer's page says "December 31, "
