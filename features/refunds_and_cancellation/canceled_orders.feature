@refunds_cancellation @blocker
Feature: Canceled orders
  Canceling and taking money can meet. Whatever comes first, the customer pays for nothing that was canceled.

  Background:
    Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50

  Rule: A canceled order has all its money back, and its copies are on the shelf again

    Scenario: A partly refunded order is canceled
      Given the customer has bought the cart
      And the staff has refunded $4.99 of the order
      When the customer cancels the order
      Then the customer's order is canceled
      And the card has $19.00 back of $19.00
      And 5 copies of "Dune" are left

    Scenario: A canceled order cannot be refunded once more
      Given the customer has bought the cart
      And the customer has canceled the order
      When the staff refunds $5.00 of the order
      Then the staff is told that the order cannot be refunded
      And the card has $19.00 back of $19.00

  Rule: Canceling and refunding at the same moment give the money back once

    Scenario: The customer cancels while the staff refunds
      Given the customer has bought the cart
      When the customer cancels the order while the staff refunds $5.00 of it
      Then the customer's order is canceled
      And the card has $19.00 back of $19.00
      And 5 copies of "Dune" are left
