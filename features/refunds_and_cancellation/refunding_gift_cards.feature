@refunds_cancellation @blocker
Feature: Refunding gift cards
  A gift card is refunded as long as nothing of it was spent. Its money is at one place: on it, or paid back.

  Background:
    Given "Card for readers" is a gift card
    And the customer has bought 1 copy of "Dune" and 1 copy of "Card for readers" each at $9.50

  Rule: An unspent gift card is void before its money goes back

    Scenario: The staff refunds it
      When the staff refunds 1 copy of "Card for readers"
      Then $9.50 of the order has been refunded
      And the card has been charged $19.00 and refunded $9.50
      And $0.00 is left of the gift card that the customer has bought

    Scenario: It is spent after its refund
      Given the staff has refunded 1 copy of "Card for readers"
      And another customer pays with the gift card that the customer has bought
      And another customer's cart holds 1 copy of "Emma" at $9.50
      When another customer checks out
      Then another customer is told that nothing is left of the gift card
      And the card has been charged $19.00 and refunded $9.50

  Rule: The refund of a gift card of which something was spent fails, and the customer hears nothing of it

    Scenario: A part of it was spent
      Given another customer pays with the gift card that the customer has bought
      And another customer has bought 1 copy of "Emma" at $4.00
      When the staff refunds 1 copy of "Card for readers"
      Then the order's refund of $9.50 is failed
      And the staff is told that a gift card of the refund was spent, and what to do
      And the card has been charged $19.00 once

    Scenario: What was spent came back before the refund
      Given another customer pays with the gift card that the customer has bought
      And another customer has bought 1 copy of "Emma" at $4.00
      And another customer has canceled the order
      When the staff refunds 1 copy of "Card for readers"
      Then $9.50 of the order has been refunded
      And $0.00 is left of the gift card that the customer has bought

    Scenario: It is spent and refunded at the same moment
      Given another customer pays with the gift card that the customer has bought
      And another customer's cart holds 1 copy of "Emma" at $9.50
      When the staff refunds 1 copy of "Card for readers" while another customer checks out
      Then the gift card of the customer was either spent or refunded
