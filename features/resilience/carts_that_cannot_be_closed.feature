@resilience @critical
Feature: Carts that cannot be closed
  The cart is closed last, after the payment. An order is valid with or without that.

  Background:
    Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
    And the closing from checkout to cart answers 404
    And "cart left open" is expected to remain at the end, because no request closes it any more

  Rule: What comes after the payment never takes an order back

    Scenario: The customer buys, and the cart stays open
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once

  Rule: A cart that was bought is not bought again, although it is open

    Scenario: A second tab submits a checkout of its own
      Given the customer has bought the cart
      When the customer checks out
      Then the customer is told that the cart has been bought already
      And the card has been charged $19.00 once
