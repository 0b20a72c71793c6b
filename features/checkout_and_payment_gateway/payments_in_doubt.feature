@checkout_gateway @blocker
Feature: Payments in doubt
  Whoever does not know what became of a payment asks, however long it takes, and then sets it right.

  Background:
    Given the customer's cart holds 2 of the shop's 3 copies of "Dune" at $9.50
    And the customer pays with a card that can be used again

  Rule: A payment the customer did not wait for does not stay on the card

    Scenario: The gateway thinks for too long
      When the customer checks out, and the gateway thinks for too long
      Then the customer is asked to try again later
      And the hold of $19.00 on the card has been given up
      And 3 copies of "Dune" are left

  Rule: After a day a request is not sent again before the gateway was asked what became of it

    Scenario: The gateway tells nothing for more than a day
      When the customer checks out, and the gateway tells nothing of it for more than a day
      Then the customer is asked to try again later
      And the hold of $19.00 on the card has been given up
