@checkout_gateway @critical @core
Feature: Declined cards
  A decline is the issuer's decision, not an error: the customer can change the card and try again.

  Rule: The customer is told the reason of a decline, and the cart stays as it is

    @smoke
    Scenario: The card is declined without a reason
      Given the customer's cart holds 2 of the shop's 3 copies of "Dune" at $9.50
      And the customer pays with a card that is declined as "generic decline"
      When the customer checks out
      Then the customer is told "Your bank declined the payment. Please use another card, or ask your bank why."
      And the customer has no order
      And the customer's cart holds 2 copies of "Dune"
      And 3 copies of "Dune" are left

    Scenario Outline: The customer learns why the card is declined: <reason>
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer pays with a card that is declined as "<reason>"
      When the customer checks out
      Then the customer is told "<message>"
      And the card has not been charged

      Examples:
        | reason             | message                                                                           | why              |
        | insufficient funds | The card does not have enough funds for this order. Please use another card.      | use another card |
        | expired card       | The card has expired. Please use another card.                                    | use another card |
        | incorrect CVC      | The card's security code is not right. Please check it and try again.             | type it again    |
        | processing error   | Your bank could not process the card just now. Please try again in a few minutes. | wait a little    |

  Rule: After a decline the same cart can be bought with another card

    @smoke
    Scenario: The customer changes the card
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer's first card has been declined
      When the customer checks out with another card
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
