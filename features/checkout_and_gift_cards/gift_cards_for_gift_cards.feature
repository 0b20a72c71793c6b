@checkout_gift_cards @critical
Feature: Gift cards for gift cards
  A gift card is not paid with gift cards or store credit: such money would move on without being spent.

  Background:
    Given "Card for readers" is a gift card
    And the customer's cart holds 1 copy of "Card for readers" at $10.00

  Rule: A cart with a gift card is paid in another way

    Scenario: The customer has a gift card
      Given the customer has a gift card of $25.00
      When the customer checks out
      Then the customer is told that a gift card is not paid with gift cards
      And $25.00 is left of the gift card
      And the bank has not been asked

    Scenario: The customer has store credit
      Given the customer has $25.00 of store credit
      When the customer checks out
      Then the customer is told that a gift card is not paid with gift cards
      And the customer has $25.00 of store credit left

    Scenario: The customer leaves the gift card out
      Given the customer has a gift card of $25.00
      And the customer has been told that a gift card is not paid with gift cards
      When the customer checks out without the gift card
      Then the customer has one order of $10.00
      And the card has been charged $10.00 once
