@gateway_contract @critical
Feature: Authorizations captures and refunds
  The bookstore relies on these answers. The same scenarios run against the sandbox and against the gateway's test mode.

  Rule: An authorization is captured once, in full or in part, or voided

    Scenario Outline: The merchant <request>
      Given a merchant has a card that is approved
      And the merchant has authorized $19.00
      When the merchant <request>
      Then the payment is "<status>", with <captured> captured and <authorized> authorized

      Examples:
        | request                             | status           | captured | authorized | why                     |
        | looks up the payment                | requires_capture | $0.00    | $19.00     | it waits                |
        | captures the authorization          | succeeded        | $19.00   | $0.00      | the whole amount        |
        | captures $5.00 of the authorization | succeeded        | $5.00    | $0.00      | the rest is released    |
        | voids the authorization             | canceled         | $0.00    | $0.00      | no amount is captured   |

    Scenario: More than the authorized amount cannot be captured
      Given a merchant has a card that is approved
      And the merchant has authorized $19.00
      When the merchant captures $19.01 of the authorization
      Then the gateway refuses with "InvalidRequestError"

    Scenario: A voided authorization cannot be captured
      Given a merchant has a card that is approved
      And the merchant has authorized $19.00
      And the merchant has voided the authorization
      When the merchant captures the authorization
      Then the gateway refuses with the code "payment_intent_unexpected_state", as "InvalidRequestError"

  Rule: No more is refunded than was captured

    Scenario: A part is refunded, and then the rest
      Given a merchant has a card that is approved
      And the merchant has charged $19.00
      And the merchant has refunded $4.99 of it
      When the merchant refunds the rest of it
      Then the refund of $14.01 is "succeeded"
      And the refunds of the payment are $14.01 and $4.99, the newest first

    Scenario: More than the rest cannot be refunded
      Given a merchant has a card that is approved
      And the merchant has charged $19.00
      And the merchant has refunded $4.99 of it
      When the merchant refunds $14.02 of it
      Then the gateway refuses with "InvalidRequestError"

    Scenario: A payment that was refunded in full cannot be refunded again
      Given a merchant has a card that is approved
      And the merchant has charged $19.00
      And the merchant has refunded $19.00 of it
      When the merchant refunds $1.00 of it
      Then the gateway refuses with the code "charge_already_refunded", as "InvalidRequestError"
