@refunds_cancellation @blocker
Feature: Cancellations and money
  Canceling and taking money can meet. Whatever comes first, the customer pays for nothing that was canceled.

  Background:
    Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50

  Rule: A canceled order has all its money back, and no more goes back for it

    Scenario: A canceled order cannot be refunded once more
      Given the customer has bought the cart
      And the customer has canceled the order
      When the staff refunds $5.00 of the order
      Then the staff is told that the order cannot be refunded
      And the card has $19.00 back of $19.00

  Rule: An order is canceled and its money taken in some order, and nothing of it stays with the shop

    Scenario: The customer cancels while the money is being taken
      When the customer cancels the order while its money is being taken, and again after that
      Then the customer's order is canceled
      And the card has $19.00 back of $19.00
      And 5 copies of "Dune" are left

    Scenario: The checkout is given up while the money is being taken
      When the customer checks out, and the gateway takes more than an hour to take the money
      Then the customer is asked to try again later
      And the hold of $19.00 on the card has been given up
      And the customer has no order that stands
      And 5 copies of "Dune" are left

  Rule: Canceling and refunding at the same moment give the money back once

    Scenario: The customer cancels while the staff refunds
      Given the customer has bought the cart
      When the customer cancels the order while the staff refunds $5.00 of it
      Then the customer's order is canceled
      And the card has $19.00 back of $19.00
      And 5 copies of "Dune" are left
