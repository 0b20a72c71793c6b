@checkout_gift_cards @blocker
Feature: One gift card and several carts
  The code of a gift card can be used twice at the same moment. It never pays more than it has.

  Background:
    Given the shop has 5 copies of "Dune" at $9.50
    And 2 customers each have 1 copy of "Dune" in the cart

  Rule: Gift cards never pay more than they have

    Scenario: The gift card has enough for one order
      Given all of them have the code of one gift card of $9.50
      And redemptions from checkout to payments wait at a barrier until 2 have come
      When all of them check out at the same moment
      Then exactly one of them has an order of $9.50
      And the others are told that nothing is left of the gift card
      And the bank has not been asked
      And $0.00 is left of the gift card that all of them have

    Scenario: The gift card has enough for one order and a part of the other
      Given all of them have the code of one gift card of $12.00
      And redemptions from checkout to payments wait at a barrier until 2 have come
      When all of them check out at the same moment
      Then each of them has one order of $9.50
      And gift cards have paid $12.00 of all their orders together
      And exactly one payment has been charged, of $7.00
      And $0.00 is left of the gift card that all of them have

  Rule: The same checkout redeems once, however often it is submitted

    Scenario: Two clicks of a double click
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer has a gift card of $20.00
      When the same checkout is submitted twice at the same moment
      Then the customer has one order of $9.50
      And $10.50 is left of the gift card
