@journeys @critical
Feature: Buying many titles
  A shop that reads or sells a list title by title is slow from the first large order on.

  Background:
    Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
    And the customer's cart holds 1 of the shop's 3 copies of "Emma" at $15.00
    And the customer's cart holds 1 of the shop's 4 copies of "Ulysses" at $20.00

  Rule: Each title of a cart is priced, sold and taken back, however many there are

    Scenario: A customer buys three titles
      When the customer checks out
      Then the customer has one order of $54.00
      And the customer gets one confirmation mail over $54.00
      And 3 copies of "Dune" and 2 copies of "Emma" and 3 copies of "Ulysses" are left

    Scenario: A customer cancels an order of three titles
      Given the customer has bought the cart
      When the customer cancels the order
      Then the customer's order is canceled
      And 5 copies of "Dune" and 3 copies of "Emma" and 4 copies of "Ulysses" are left
