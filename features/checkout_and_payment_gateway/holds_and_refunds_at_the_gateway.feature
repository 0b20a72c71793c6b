@checkout_gateway @gateway_contract @critical
Feature: Holds and refunds at the gateway
  What the bookstore relies on. The same scenarios run against the sandbox and against the gateway's test mode.

  Rule: A hold is taken once, in full or in part, or given up

    Scenario Outline: What becomes of money that is held: <act>
      Given a merchant is shown a card that is approved
      And the merchant has held $19.00
      When the merchant <act>
      Then the payment is "<status>", with <taken> taken and <held> held

      Examples: why: each way to end a hold, and none
        | act                        | status           | taken  | held   | why               |
        | looks the payment up       | requires_capture | $0.00  | $19.00 | it waits          |
        | takes the hold             | succeeded        | $19.00 | $0.00  | all of it         |
        | takes $5.00 of the hold    | succeeded        | $5.00  | $0.00  | the rest goes back |
        | gives the hold up          | canceled         | $0.00  | $0.00  | nothing is taken  |

    Scenario: More than the hold cannot be taken
      Given a merchant is shown a card that is approved
      And the merchant has held $19.00
      When the merchant takes $19.01 of the hold
      Then the gateway refuses with "InvalidRequestError"

    Scenario: A hold that was given up cannot be taken
      Given a merchant is shown a card that is approved
      And the merchant has held $19.00
      And the merchant has given the hold up
      When the merchant takes the hold
      Then the gateway refuses with the code "payment_intent_unexpected_state", as "InvalidRequestError"

  Rule: No more goes back than was taken

    Scenario: A part is refunded, and then the rest
      Given a merchant is shown a card that is approved
      And the merchant has charged $19.00
      And the merchant has refunded $4.99 of it
      When the merchant refunds what is left of it
      Then the refund of $14.01 is "succeeded"
      And the refunds of the payment are $14.01 and $4.99, the newest first

    Scenario: More than what is left cannot be refunded
      Given a merchant is shown a card that is approved
      And the merchant has charged $19.00
      And the merchant has refunded $4.99 of it
      When the merchant refunds $14.02 of it
      Then the gateway refuses with "InvalidRequestError"

    Scenario: What was refunded in full cannot be refunded again
      Given a merchant is shown a card that is approved
      And the merchant has charged $19.00
      And the merchant has refunded $19.00 of it
      When the merchant refunds $1.00 of it
      Then the gateway refuses with the code "charge_already_refunded", as "InvalidRequestError"
