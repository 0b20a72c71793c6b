@checkout_gift_cards @critical
Feature: Paying with gift cards
  The staff issues gift cards. A code pays for orders as long as something is left of its card.

  Background:
    Given the customer's cart holds 2 copies of "Dune" at $9.50

  Rule: A gift card pays what it has, and the card is charged the rest

    @smoke
    Scenario: The gift card pays a part
      Given the customer has a gift card of $10.00
      When the customer checks out
      Then the customer has one order of $19.00
      And gift cards have paid $10.00 of the order
      And the card has been charged $9.00 once
      And $0.00 is left of the gift card
      And the customer gets one confirmation mail over $19.00

    Scenario: The wallet is charged the rest
      Given the customer has a gift card of $10.00
      And the customer pays with a wallet
      When the customer checks out
      Then the customer has one order of $19.00
      And the wallet has been charged $9.00 once
      And $0.00 is left of the gift card

  Rule: What gift cards pay whole is charged to no card

    Scenario: The gift card has more than the order costs
      Given the customer has a gift card of $25.00
      And the customer chooses no payment method
      When the customer checks out
      Then the customer has one order of $19.00
      And the bank has not been asked
      And $6.00 is left of the gift card

    Scenario: The second gift card pays what the first one leaves
      Given the customer has a gift card of $10.00
      And the customer has another gift card of $20.00
      When the customer checks out
      Then gift cards have paid $19.00 of the order
      And the card has not been charged
      And $0.00 is left of the first gift card
      And $11.00 is left of the second gift card

  Rule: The rest is never smaller than what a card can be charged

    Scenario: The gift card keeps what the charge takes to be large enough
      Given the customer has a gift card of $18.80
      When the customer checks out
      Then gift cards have paid $18.50 of the order
      And the card has been charged $0.50 once
      And $0.30 is left of the gift card

  Rule: A gift card pays again as long as something is left of it

    Scenario: The rest of a gift card pays for the next order
      Given the customer has a gift card of $25.00
      And the customer has bought the cart
      And the customer has come back later
      And the customer's cart holds 1 copy of "Dune" at $9.50
      When the customer checks out
      Then gift cards have paid $6.00 of the order
      And the card has been charged $3.50 once
