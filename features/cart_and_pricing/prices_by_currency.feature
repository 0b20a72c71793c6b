@cart_pricing @normal
Feature: Prices by currency
  A title has a separate price in each currency. Prices are not converted, so no exchange rate can change.

  Rule: A cart pays the price in its own currency, also when the price in another currency changes

    Scenario: The dollar price doubles while a customer pays in euros
      Given the shop has 5 copies of "Dune" at $9.50
      And the customer's cart holds 2 copies of "Dune" at €9.99
      And the customer has seen a total of €19.98
      And the price of "Dune" has changed to $19.00
      When the customer checks out
      Then the customer has one order of €19.98
      And the card has been charged €19.98 once

  Rule: A title without a price in the cart's currency cannot be bought in it

    Scenario: A title is priced in dollars only
      Given the customer's cart holds 1 copy of "Emma" at €14.50
      And the shop has 5 copies of "Dune" at $9.50
      And the customer's cart holds 1 copy of "Dune"
      When the customer looks at the total
      Then the customer is told that "Dune" has no price in the currency of the cart

    Scenario: The browser submits such a cart without looking at the total
      Given the shop has 5 copies of "Dune" at $9.50
      And the customer's cart holds 1 copy of "Emma" at €14.50
      And the customer's cart holds 1 copy of "Dune"
      When the customer tries to check out the cart
      Then the request is refused because a title has no price
