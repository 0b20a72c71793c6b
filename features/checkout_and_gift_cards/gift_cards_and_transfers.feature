@checkout_gift_cards @critical
Feature: Gift cards and transfers
  A customer may transfer what gift cards leave. An order that is not paid gives back both.

  Background:
    Given the customer has a gift card of $10.00
    And the customer has ordered 2 of the shop's 5 copies of "Dune" at $9.50 in advance

  Rule: The customer transfers what the gift card leaves, and not more

    Scenario: The order waits for the rest
      When 3 days pass
      Then the customer's order of $19.00 is waiting for a transfer
      And the customer is asked by mail to transfer $9.00
      And $0.00 is left of the gift card

    Scenario: The rest is transferred
      When the customer transfers $9.00
      Then the customer's order of $19.00 is paid
      And gift cards have paid $10.00 of the order
      And 3 copies of "Dune" are left
      And nothing has to be sent back

    Scenario: The customer transfers the whole total
      When the customer transfers $19.00
      Then the customer's order of $19.00 is paid
      And $10.00 has to be sent back, since it was too much
      And $0.00 is left of the gift card

  Rule: An order that is canceled before it is paid gives back both

    Scenario: Only a part of the rest arrives in time
      Given the customer has transferred $5.00
      When 9 days pass
      Then the customer's order of $19.00 is canceled
      And $5.00 has to be sent back, since it was for a canceled order
      And $10.00 is left of the gift card
      And 5 copies of "Dune" are left

    Scenario: The customer cancels while nothing has arrived
      When the customer cancels the order
      Then the customer's order of $19.00 is canceled
      And nothing has to be sent back
      And $10.00 is left of the gift card

  Rule: A refund goes back by transfer first, and then to the gift card

    Scenario: More is refunded than was transferred
      Given the customer has transferred $9.00
      When the staff refunds $12.00 of the order
      Then $9.00 has to be sent back as a refund
      And $3.00 is left of the gift card
