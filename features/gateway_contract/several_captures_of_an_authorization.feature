@gateway_contract @critical
Feature: Several captures of an authorization
  What is authorized for several captures is captured in parts, as parcels leave. The same scenarios run against the sandbox and against the gateway's test mode, where the account must have been granted several captures.

  Rule: The rest stays authorized until the last capture, which releases it

    Scenario Outline: The merchant <request>
      Given a merchant has a card that is approved
      And the merchant has authorized $19.00 for several captures
      And the merchant has captured $9.50 of the authorization and kept the rest
      When the merchant <request>
      Then the payment is "<status>", with <captured> captured and <authorized> authorized

      Examples:
        | request                                                | status           | captured | authorized | why                       |
        | looks up the payment                                   | requires_capture | $9.50    | $9.50      | the rest waits            |
        | captures $4.00 of the authorization and keeps the rest | requires_capture | $13.50   | $5.50      | a further part            |
        | captures $4.00 of the authorization                    | succeeded        | $13.50   | $0.00      | the last part             |
        | captures $0.00 of the authorization                    | succeeded        | $9.50    | $0.00      | only the rest is released |
        | captures the authorization                             | succeeded        | $19.00   | $0.00      | all that is left          |

    Scenario: More than the rest cannot be captured
      Given a merchant has a card that is approved
      And the merchant has authorized $19.00 for several captures
      And the merchant has captured $9.50 of the authorization and kept the rest
      When the merchant captures $9.51 of the authorization
      Then the gateway refuses with "InvalidRequestError"

  Rule: What was captured is refunded, while the rest is authorized

    Scenario: A part is refunded before the last capture
      Given a merchant has a card that is approved
      And the merchant has authorized $19.00 for several captures
      And the merchant has captured $9.50 of the authorization and kept the rest
      When the merchant refunds $9.50 of it
      Then the refund of $9.50 is "succeeded"

    Scenario: More than was captured cannot be refunded
      Given a merchant has a card that is approved
      And the merchant has authorized $19.00 for several captures
      And the merchant has captured $9.50 of the authorization and kept the rest
      When the merchant refunds $9.51 of it
      Then the gateway refuses with "InvalidRequestError"

  Rule: Only an authorization that was made for several captures keeps its rest

    Scenario: The authorization was made for one capture
      Given a merchant has a card that is approved
      And the merchant has authorized $19.00
      When the merchant captures $9.50 of the authorization and keeps the rest
      Then the gateway refuses with "InvalidRequestError"

    Scenario: The card allows one capture
      Given a merchant has a card that is captured only once
      And the merchant has authorized $19.00 for several captures
      When the merchant captures $9.50 of the authorization and keeps the rest
      Then the gateway refuses with "InvalidRequestError"
