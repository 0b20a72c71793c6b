@customer_order @critical
Feature: Erasing orders of gift cards
  A gift card is money of the person who has its code: an erasure takes the mail that had it, and leaves the card.

  Background:
    Given "Card for readers" is a gift card
    And the customer has bought 1 copy of "Card for readers" at $25.00
    And another customer pays with the gift card that the customer has bought

  Rule: A gift card can be spent after its buyer was erased

    Scenario: It was given away before
      Given the customer has had all personal data erased
      And another customer's cart holds 2 copies of "Dune" at $9.50
      When another customer checks out
      Then another customer has one order of $19.00
      And the card has been charged $25.00 once
      And no service still knows the customer
