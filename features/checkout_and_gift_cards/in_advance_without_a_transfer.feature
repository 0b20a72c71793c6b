@checkout_gift_cards @normal
Feature: In advance without a transfer
  A customer who pays in advance transfers nothing where gift cards have paid all.

  Rule: Where nothing is left to be paid, the order waits for nothing

    Scenario: The gift card has more than the order costs
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer has a gift card of $25.00
      And the customer pays in advance
      When the customer checks out
      Then the customer's order of $19.00 is paid
      And $6.00 is left of the gift card
      And 3 copies of "Dune" are left
