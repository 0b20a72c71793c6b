@checkout_gift_cards @critical
Feature: Gift cards that cannot pay
  A gift card that pays nothing is told to its owner, before a card is charged for more than was expected.

  Background:
    Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50

  Rule: A gift card that cannot pay refuses the checkout, and nothing is charged

    Scenario: No gift card has the code
      Given the customer has mistyped the code of a gift card
      When the customer checks out
      Then the customer is told that no gift card has this code
      And the bank has not been asked
      And 5 copies of "Dune" are left

    Scenario: Nothing is left of the gift card
      Given the customer has a gift card of $19.00
      And the customer has bought the cart
      And the customer has come back later
      And the customer's cart holds 1 copy of "Dune" at $9.50
      When the customer checks out
      Then the customer is told that nothing is left of the gift card
      And the card has not been charged

    Scenario: The gift card is in another currency
      Given the customer has a gift card of €10.00
      When the customer checks out
      Then the customer is told that the gift card is in another currency
      And the bank has not been asked
      And €10.00 is left of the gift card

    Scenario: One of two gift cards cannot pay
      Given the customer has a gift card of $10.00
      And the customer has mistyped the code of a gift card
      When the customer checks out
      Then the customer is told that no gift card has this code
      And $10.00 is left of the first gift card

  Rule: What a gift card leaves must be paid in another way

    Scenario: The gift card pays a part, and no payment method is chosen
      Given the customer has a gift card of $10.00
      And the customer chooses no payment method
      When the customer checks out
      Then the customer is told that the rest must be paid
      And the customer has no order
      And $10.00 is left of the gift card

  Rule: After a refusal the customer can pay without the gift card

    Scenario: The customer leaves the code out
      Given the customer has mistyped the code of a gift card
      And the customer has been told that no gift card has this code
      When the customer checks out without the gift card
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
