@refunds_cancellation @critical
Feature: Gift cards that stay paid
  The code of a gift card may have been given away: what does not name it takes nothing of what it has cost.

  Background:
    Given "Card for readers" is a gift card
    And the customer has bought 1 copy of "Dune" and 2 copies of "Card for readers" each at $9.50

  Rule: A refund that names no gift card is made of the other titles

    Scenario: The rest of the order is refunded
      When the staff refunds the rest of the order
      Then $9.50 of the order has been refunded
      And the card has been charged $28.50 and refunded $9.50
      And the confirmation mail has the code of 2 gift cards of $9.50

    Scenario: Nothing but gift cards is left
      Given the staff has refunded 1 copy of "Dune"
      When the staff refunds the rest of the order
      Then the staff is told that a gift card is not taken back
      And the card has been charged $28.50 and refunded $9.50

  Rule: An order with a gift card is not canceled by its customer

    Scenario: The customer cancels the order
      When the customer cancels the order
      Then the customer is told that a gift card is not taken back
      And the customer's order of $28.50 is paid
