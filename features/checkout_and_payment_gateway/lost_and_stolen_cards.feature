@checkout_gateway @critical
Feature: Lost and stolen cards
  Whoever holds a card that is not theirs learns no more than that the bank has declined it.

  Rule: A card that was reported is declined like any other

    Scenario Outline: The bank declines the card as a <reason>
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer pays with a card that is declined as "<reason>"
      When the customer checks out
      Then the customer is told "Your bank declined the payment. Please use another card, or ask your bank why."
      And nothing in the answer tells the decline from one without a reason
      And the card has not been charged

      Examples:
        | reason          | why                                  |
        | lost card       | a finder would look for another card |
        | stolen card     | a thief would look for another card  |
        | suspected fraud | a thief would try it in another shop |
