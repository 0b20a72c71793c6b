@customer_storefront @browser @normal
Feature: Prices on pages
  A reader chooses the currency of prices. What was paid stays in the currency in which it was paid.

  Rule: An order is shown in its own currency

    Scenario: The customer goes on in dollars after an order in euros
      Given the customer has bought 1 copy of "Dune" at €9.99
      And the customer has come back later
      And the customer's cart holds 1 copy of "Emma" at $15.00
      When the customer opens the list of orders
      Then the customer's page says "€9.99"
