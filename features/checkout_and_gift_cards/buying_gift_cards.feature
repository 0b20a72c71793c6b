@checkout_gift_cards @blocker
Feature: Buying gift cards
  A gift card is sold like a title: it holds its price, and its code comes by mail once it is paid.

  Background:
    Given "Card for readers" is a gift card

  Rule: Each copy that is paid is one gift card over its price, and its code is in the confirmation

    @smoke
    Scenario: The customer buys a gift card
      Given the customer's cart holds 1 copy of "Card for readers" at $25.00
      When the customer checks out
      Then the customer has one order of $25.00
      And the card has been charged $25.00 once
      And the confirmation mail has the code of 1 gift card of $25.00
      And nothing of the order is shipped

    Scenario: The customer buys three, and a book beside them
      Given the customer's cart holds 3 copies of "Card for readers" and 1 copy of "Dune" each at $9.50
      When the customer checks out
      Then the customer has one order of $38.00
      And the confirmation mail has the code of 3 gift cards of $9.50

    Scenario: The gift card is bought in another currency
      Given the customer's cart holds 2 copies of "Card for readers" at ¥5000
      When the customer checks out
      Then the customer has one order of ¥10000
      And the confirmation mail has the code of 2 gift cards of ¥5000

    Scenario: The first mail got lost, and the staff sends another copy
      Given the customer has bought 1 copy of "Card for readers" at $25.00
      And the shop is idle
      When the staff requests another copy of the confirmation mail
      Then the confirmation mail has the code of 1 gift card of $25.00

  Rule: The code pays for the order of any person

    Scenario: The customer gives the gift card away
      Given the customer has bought 1 copy of "Card for readers" at $25.00
      And another customer pays with the gift card that the customer has bought
      And another customer's cart holds 2 copies of "Dune" at $9.50
      When another customer checks out
      Then another customer has one order of $19.00
      And $6.00 is left of the gift card that the customer has bought
