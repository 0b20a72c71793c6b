@cart_pricing @minor
Feature: Forgotten totals
  Every look at a cart is priced. What was only shown is not kept for ever.

  Rule: A total that was only shown is forgotten once it has expired, one that was bound is kept

    Scenario: The customer has looked and bought, and a day later
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer has seen a total of $19.00
      And the customer has bought the cart
      When 26 hours pass
      Then the total that the customer saw is forgotten
      And the price that was bound for the order is kept
