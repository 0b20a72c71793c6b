@checkout_gift_cards @critical
Feature: What gift cards would pay
  Before the last click the customer sees what each gift card would give, and what is left to pay.

  Background:
    Given the customer's cart holds 2 copies of "Dune" at $9.50

  Rule: What is shown is what a submission would redeem, and nothing is redeemed by looking

    Scenario Outline: A gift card of <balance> would pay <part> of $19.00
      Given the customer has a gift card of <balance>
      When the customer looks at what pays for the cart
      Then the customer sees that the gift card pays <part>
      And the customer sees that <rest> is left to pay
      And <balance> is left of the gift card

      Examples:
        | balance | part   | rest  | why                                  |
        | $10.00  | $10.00 | $9.00 | it has less than the order costs     |
        | $25.00  | $19.00 | $0.00 | it has more than the order costs     |
        | $18.80  | $18.50 | $0.50 | a card can be charged nothing less   |

    Scenario: Two gift cards pay in their order, and store credit after them
      Given the customer has a gift card of $10.00
      And the customer has another gift card of $4.00
      And the customer has $20.00 of store credit
      When the customer looks at what pays for the cart
      Then the customer sees that the second gift card pays $4.00
      And the customer sees that store credit pays $5.00
      And the customer sees that $0.00 is left to pay

  Rule: What cannot pay is refused before anything is submitted

    Scenario: No gift card has the code
      Given the customer has a gift card of $10.00
      And the customer has mistyped the code of a gift card
      When the customer looks at what pays for the cart
      Then the customer is told that no gift card has this code

    Scenario: The gift card is in another currency
      Given the customer has a gift card of €10.00
      When the customer looks at what pays for the cart
      Then the customer is told that the gift card is in another currency

    Scenario: Nothing is left of the gift card
      Given the customer has a gift card of $19.00
      And the customer has bought the cart
      And the customer has come back later
      And the customer's cart holds 1 copy of "Dune" at $9.50
      When the customer looks at what pays for the cart
      Then the customer is told that nothing is left of the gift card

    Scenario: The customer has no store credit
      Given the customer pays with store credit
      When the customer looks at what pays for the cart
      Then the customer is told that there is no store credit to use
