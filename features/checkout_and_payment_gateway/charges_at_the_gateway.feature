@checkout_gateway @gateway_contract @critical
Feature: Charges at the gateway
  What the bookstore relies on. The same scenarios run against the sandbox and against the gateway's test mode.

  Rule: The name of a request stands for one payment

    Scenario: The same charge under the same name
      Given a merchant is shown a card that is approved
      When the merchant charges $19.00 and then $19.00 under the same name
      Then the payment is "succeeded", with $19.00 taken and $0.00 held
      And both answers name the same payment
      And the payment is found by its name among those of the last hour

    Scenario: Another amount under the same name
      Given a merchant is shown a card that is approved
      When the merchant charges $19.00 and then $9.50 under the same name
      Then the gateway refuses with "IdempotencyError"

  Rule: Nothing is taken before the payment is confirmed

    Scenario: A payment is made first and confirmed later
      Given a merchant is shown a card that is approved
      And the merchant has asked for $19.00 and not confirmed it
      When the merchant confirms the payment
      Then the payment is "succeeded", with $19.00 taken and $0.00 held

  Rule: A card that does not pay is told with its reason

    Scenario Outline: A card <card>
      Given a merchant is shown a card <card>
      When the merchant charges $19.00
      Then the issuer declines with "<code>" and "<decline code>"

      Examples: why: each reason is told to the customer in other words
        | card                     | code             | decline code       | why              |
        | that is declined         | card_declined    | generic_decline    | ask the bank     |
        | without funds            | card_declined    | insufficient_funds | use another card |
        | expired                  | expired_card     | expired_card       | use another card |
        | with a wrong CVC         | incorrect_cvc    | incorrect_cvc      | type it again    |
        | that cannot be processed | processing_error | processing_error   | wait a little    |

    Scenario: A card that the bank wants confirmed
      Given a merchant is shown a card to be confirmed
      When the merchant charges $19.00
      Then the payment is "requires_action", with $0.00 taken and $0.00 held

  Rule: Whoever has no valid key charges nothing

    Scenario: A key that nobody knows
      Given a merchant is shown a card that is approved
      When the merchant charges $19.00 with a key that nobody knows
      Then the gateway refuses with "AuthenticationError"
