@checkout_gift_cards @normal
Feature: Store credit
  The staff grants store credit to an account. It pays like a gift card, and needs no code.

  Background:
    Given the customer's cart holds 2 copies of "Dune" at $9.50

  Rule: Store credit pays what gift cards leave, and the card is charged the rest

    Scenario: Store credit pays a part
      Given the customer has $4.00 of store credit
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $15.00 once
      And the customer has $0.00 of store credit left

    Scenario: A gift card pays before the store credit
      Given the customer has a gift card of $10.00
      And the customer has $20.00 of store credit
      When the customer checks out
      Then gift cards have paid $19.00 of the order
      And the card has not been charged
      And $0.00 is left of the gift card
      And the customer has $11.00 of store credit left

    Scenario: Credit that was granted twice is one sum
      Given the customer has $4.00 of store credit
      And the customer has $5.00 of store credit
      When the customer checks out
      Then the card has been charged $10.00 once
      And the customer has $0.00 of store credit left

  Rule: Store credit belongs to its account

    Scenario: A customer without store credit asks to use it
      Given another customer has $4.00 of store credit
      And the customer pays with store credit
      When the customer checks out
      Then the customer is told that there is no store credit to use
      And the bank has not been asked

    Scenario: The store credit is in another currency
      Given the customer has €4.00 of store credit
      When the customer checks out
      Then the customer is told that there is no store credit to use
      And the customer has €4.00 of store credit left

  Rule: A canceled order gives store credit back

    Scenario: The customer cancels the order
      Given the customer has $4.00 of store credit
      And the customer has bought the cart
      When the customer cancels the order
      Then the customer's order is canceled
      And the customer has $4.00 of store credit left
