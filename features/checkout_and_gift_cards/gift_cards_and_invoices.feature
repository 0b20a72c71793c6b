@checkout_gift_cards @critical
Feature: Gift cards and invoices
  Gift cards pay first. The customer owes what they leave, and that alone is held to the limit.

  Background:
    Given the customer has a gift card of $10.00
    And the customer may owe $9.00 on invoice
    And the customer has ordered 2 of the shop's 5 copies of "Dune" at $9.50 on invoice

  Rule: The customer owes what the gift card leaves, and not more

    Scenario: The rest is owed
      When 3 days pass
      Then the customer's order of $19.00 is owed on invoice
      And the customer owes $9.00 on invoice
      And $0.00 is left of the gift card

    Scenario: The rest is transferred
      When the customer transfers $9.00
      Then the customer's order of $19.00 is paid
      And gift cards have paid $10.00 of the order
      And nothing has to be sent back

    Scenario: The rest is overdue
      When 16 days pass
      Then the customer is reminded by mail to transfer $9.00

  Rule: A canceled order gives back the gift card, and is owed no longer

    Scenario: The customer cancels while a part has arrived
      Given the customer has transferred $5.00
      When the customer cancels the order
      Then $5.00 has to be sent back, since it was for a canceled order
      And $10.00 is left of the gift card
      And the customer owes $0.00 on invoice

  Rule: What is owed becomes less before a gift card gets something back

    Scenario: All of a shipped order is refunded before it is paid
      Given the warehouse has shipped 2 copies of "Dune" of the order
      When the staff refunds the rest of the order
      Then the customer sees that $9.00 was taken off the invoice
      And $10.00 is left of the gift card
      And nothing has to be sent back
