@order_inventory @critical
Feature: Refunded copies that come back
  A customer can send a refunded copy back. The warehouse reports it, and the copy is on the shelf once.

  Background:
    Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
    And the customer has bought the cart
    And the staff has refunded 1 copy of "Dune"

  Rule: A copy that came back is on the shelf once, also after its order is canceled

    Scenario: The order is canceled after a refunded copy came back
      Given the warehouse has reported that 1 copy of "Dune" of the order came back
      And the warehouse has counted 4 copies of "Dune"
      When the customer cancels the order
      Then the customer's order is canceled
      And the card has been charged $19.00 and refunded $19.00
      And 5 copies of "Dune" are left

    Scenario: The copy was counted before the warehouse reported it
      Given the warehouse has counted 4 copies of "Dune"
      And the warehouse has reported that 1 copy of "Dune" of the order, counted before, came back
      When the customer cancels the order
      Then the customer's order is canceled
      And 5 copies of "Dune" are left

    Scenario: The warehouse reports the same return twice
      Given the warehouse has reported the same return of 1 copy of "Dune" twice
      When the customer cancels the order
      Then the customer's order is canceled
      And 5 copies of "Dune" are left

    Scenario: Both copies came back one after the other
      Given the warehouse has reported that 1 copy of "Dune" of the order came back
      And the warehouse has reported that 1 copy of "Dune" of the order came back
      When the customer cancels the order
      Then the customer's order is canceled
      And 5 copies of "Dune" are left

  Rule: A copy that came back can be sold again

    Scenario: Another customer buys the copy that came back
      Given the warehouse has reported that 1 copy of "Dune" of the order came back
      And another customer has bought 3 copies of "Dune"
      When the customer cancels the order
      Then 2 copies of "Dune" are left

  Rule: No more comes back than was sold

    Scenario: More copies are reported than the order has
      Given the warehouse has reported that 1 copy of "Dune" of the order came back
      When the warehouse reports that 2 copies of "Dune" of the order came back
      Then the warehouse is told that 1 copy can come back at most
      And 4 copies of "Dune" are left
