@checkout_gateway @gateway_contract @critical
Feature: Holds and refunds at the gateway
  What the bookstore relies on. The same scenarios run against the sandbox and against the gateway's test mode.

  Rule: A hold is taken once, in full or in part, or given up

    Scenario: Money is held
      Given a merchant is shown a card that is approved
      When the merchant holds $19.00
      Then the payment is "requires_capture", with $0.00 taken and $19.00 held

    Scenario: A part of the hold is taken
      Given a merchant is shown a card that is approved
      And the merchant has held $19.00
      When the merchant takes $5.00 of the hold
      Then the payment is "succeeded", with $5.00 taken and $0.00 held

    Scenario: A hold that was given up cannot be taken
      Given a merchant is shown a card that is approved
      And the merchant has held $19.00
      And the merchant has given the hold up
      When the merchant takes the hold all the same
      Then the gateway refuses with the code "payment_intent_unexpected_state", as "InvalidRequestError"

  Rule: No more goes back than was taken

    Scenario: A part is refunded, and then the rest
      Given a merchant is shown a card that is approved
      And the merchant has charged $19.00
      And the merchant has refunded $4.99 of it
      When the merchant refunds what is left of it
      Then the refund of $14.01 is "succeeded"

    Scenario: What was refunded in full cannot be refunded again
      Given a merchant is shown a card that is approved
      And the merchant has charged $19.00
      And the merchant has refunded $19.00 of it
      When the merchant refunds $1.00 of it
      Then the gateway refuses with the code "charge_already_refunded", as "InvalidRequestError"
