Feature: A variant without a price in the currency of the cart costs nothing
  Vendure 3.7.3, a channel with several currencies, default price selection strategy.

  Expected: a variant that has no price in euros cannot be added to a cart in euros.
  Seen: it is added at a price of 0.00 €.
  Cause, by the source: the default strategy returns nothing for a currency without a price, and nothing counts
  as 0.

  Scenario: A title is priced in dollars only
    Given the customer's cart holds 1 copy of "Emma" at €14.50
    And the shop has 5 copies of "Dune" at $9.50
    And the customer's cart holds 1 copy of "Dune"
    When the customer looks at the total
    Then the customer is told that "Dune" has no price in the currency of the cart
