@checkout_gift_cards @blocker
Feature: Gift cards of failed checkouts
  A gift card gives before the card is asked. A checkout that comes to nothing gives it all back.

  Background:
    Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
    And the customer has a gift card of $10.00

  Rule: A payment that fails gives the gift card back

    @smoke
    Scenario: The card is declined
      Given the customer pays with a card that is declined as "insufficient funds"
      When the customer checks out
      Then the customer is told "The card does not have enough funds for this order. Please use another card."
      And $10.00 is left of the gift card
      And 5 copies of "Dune" are left

    Scenario: After the decline the gift card pays with another card
      Given the customer's first card has been declined
      When the customer checks out with another card
      Then the customer has one order of $19.00
      And gift cards have paid $10.00 of the order
      And the card has been charged $9.00 once
      And $0.00 is left of the gift card

    Scenario: The customer fails the bank's check
      Given the customer pays with a card whose bank asks for confirmation
      And the customer has been sent to the bank's page
      When the customer fails the bank's check and comes back
      Then the card has not been charged
      And $10.00 is left of the gift card

    Scenario: The gateway refuses the charge after the hold
      Given the gateway refuses the charge
      When the customer checks out
      Then the customer is asked to try again later
      And the hold of $9.00 on the card has been released
      And $10.00 is left of the gift card

  Rule: A checkout that fails after the redemption gives the gift card back

    Scenario: The order cannot be placed
      Given the first checkout has failed because the order service was down
      Then the hold of $9.00 on the card has been released
      And $10.00 is left of the gift card

  Rule: A payment that waits for the bank fails nothing, and keeps what the gift card has given

    Scenario: The customer confirms the payment and comes back
      Given the customer pays with a card whose bank asks for confirmation
      And the customer has been sent to the bank's page
      When the customer confirms the payment and comes back
      Then the customer has one order of $19.00
      And the card has been charged $9.00 once
      And $0.00 is left of the gift card
