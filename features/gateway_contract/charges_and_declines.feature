@gateway_contract @critical
Feature: Charges and declines
  The bookstore relies on these answers. The same scenarios run against the sandbox and against the gateway's test mode.

  Rule: One idempotency key stands for one payment

    Scenario: The same charge with the same idempotency key
      Given a merchant has a card that is approved
      When the merchant charges $19.00 and then $19.00 with the same idempotency key
      Then the payment is "succeeded", with $19.00 captured and $0.00 authorized
      And both responses name the same payment
      And the payment is found by its checkout among the payments of the last hour

    Scenario: Another amount with the same idempotency key
      Given a merchant has a card that is approved
      When the merchant charges $19.00 and then $9.50 with the same idempotency key
      Then the gateway refuses with "IdempotencyError"

  Rule: No amount is captured before the payment is confirmed

    Scenario: A payment is created first and confirmed later
      Given a merchant has a card that is approved
      And the merchant has created a payment of $19.00 without confirming it
      When the merchant confirms the payment
      Then the payment is "succeeded", with $19.00 captured and $0.00 authorized

  Rule: A decline names its reason

    Scenario Outline: A card <card> is declined
      Given a merchant has a card <card>
      When the merchant charges $19.00
      Then the issuer declines with "<code>" and "<decline code>"

      Examples:
        | card                     | code             | decline code       | why              |
        | that is declined         | card_declined    | generic_decline    | ask the bank     |
        | without funds            | card_declined    | insufficient_funds | use another card |
        | expired                  | expired_card     | expired_card       | use another card |
        | with a wrong CVC         | incorrect_cvc    | incorrect_cvc      | type it again    |
        | that cannot be processed | processing_error | processing_error   | wait a little    |

    Scenario: A card for which the bank asks for confirmation
      Given a merchant has a card to be confirmed
      When the merchant charges $19.00
      Then the payment is "requires_action", with $0.00 captured and $0.00 authorized

  Rule: A charge without a valid key is refused

    Scenario: The key is unknown
      Given a merchant has a card that is approved
      When the merchant charges $19.00 with an unknown key
      Then the gateway refuses with "AuthenticationError"
