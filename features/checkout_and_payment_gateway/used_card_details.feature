@checkout_gateway @critical
Feature: Used card details
  The gateway takes the card details of a form once. A browser can submit its form again after a failed checkout.

  Background:
    Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50

  Rule: Card details that were used before must be entered again

    Scenario: The browser submits its form again after a failed checkout
      Given the first checkout has failed because the order service was down
      When the browser submits the same card details in a new checkout
      Then the customer is told that the card details must be entered again
      And the customer has no order
      And the card has not been charged
      And 5 copies of "Dune" are left

    Scenario: The browser submits its form again after a declined card
      Given the customer's first card has been declined
      When the browser submits the same card details in a new checkout
      Then the customer is told that the card details must be entered again
      And the customer's cart holds 2 copies of "Dune"

    Scenario: The browser submits the details of an earlier order for another cart
      Given the customer has bought the cart
      And the customer has come back later
      And the customer's cart holds 1 copy of "Dune"
      When the browser submits the same card details in a new checkout
      Then the customer is told that the card details must be entered again
      And 3 copies of "Dune" are left

    Scenario: The browser submits the details of a wallet again
      Given the customer pays with a wallet
      And the first checkout has failed because the order service was down
      When the browser submits the same card details in a new checkout
      Then the customer is told that the card details must be entered again
      And 5 copies of "Dune" are left

    Scenario: The browser submits card details that the gateway does not know
      When the browser submits card details that the gateway does not know
      Then the customer is told that the card details must be entered again
      And the customer has no order
      And 5 copies of "Dune" are left

  Rule: Card details that are entered again are taken

    Scenario: The customer enters the card details again
      Given the first checkout has failed because the order service was down
      And the browser has submitted the same card details in a new checkout
      When the customer enters the card details again and checks out
      Then the customer has one order of $19.00
      And exactly one payment has been charged, of $19.00
