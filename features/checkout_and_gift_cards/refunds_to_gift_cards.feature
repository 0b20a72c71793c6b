@checkout_gift_cards @critical
Feature: Refunds to gift cards
  Money goes back to where it came from: to the card first, and what it has not paid to the gift cards.

  Background:
    Given the customer has a gift card of $10.00
    And the customer has bought 2 of the shop's 5 copies of "Dune" at $9.50

  Rule: A refund goes to the card first

    Scenario: The card has paid enough
      When the staff refunds $5.00 of the order
      Then the card has been charged $9.00 and refunded $5.00
      And $0.00 is left of the gift card
      And the customer gets a mail about a refund of $5.00

    Scenario: The card has paid less than one copy costs
      When the staff refunds 1 copy of "Dune"
      Then the card has been charged $9.00 and refunded $9.00
      And $0.50 is left of the gift card
      And the refunds of the order are $9.00 and $0.50

    Scenario: What is left of an order is refunded
      Given the staff has refunded $5.00 of the order
      When the staff refunds the rest of the order
      Then $19.00 of the order has been refunded
      And the card has been charged $9.00 and refunded $9.00
      And $10.00 is left of the gift card

    Scenario: More than was paid cannot be refunded
      Given the staff has refunded $15.00 of the order
      When the staff refunds $5.00 of the order
      Then the staff is told that at most $4.00 can be refunded
      And $6.00 is left of the gift card

  Rule: A canceled order gives back all of it

    @smoke
    Scenario: The customer cancels the order
      When the customer cancels the order
      Then the customer's order is canceled
      And the card has been charged $9.00 and refunded $9.00
      And $10.00 is left of the gift card
      And 5 copies of "Dune" are left

    Scenario: The customer cancels an order of which a part was refunded
      Given the staff has refunded 1 copy of "Dune"
      When the customer cancels the order
      Then the customer's order is canceled
      And the card has been charged $9.00 and refunded $9.00
      And $10.00 is left of the gift card
