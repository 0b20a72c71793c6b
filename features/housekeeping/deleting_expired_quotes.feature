@housekeeping @minor
Feature: Deleting expired quotes
  Each total that a cart shows is stored as a quote. Quotes without an order are deleted.

  Rule: A quote is deleted after it has expired, unless an order is bound to it

    Scenario: A quote that was only shown is deleted a day later, and that of the order is kept
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer has seen a total of $19.00
      And the customer has bought the cart
      When 26 hours pass
      Then the quote that the customer saw is deleted
      And the binding quote of the order is kept
