@access @critical
Feature: Allowing moves of payments in parts
  Payments captures no more than is held, each parcel once, and nothing after the last one.
  The table states/payment_in_parts.txt lists the answers.

  Rule: In each state the listed operations are allowed, and no others

    Scenario: Operations on a payment in parts that waits for nothing are allowed by its state
      When every operation on the payment in parts is tried in every state in which it waits for nothing
      Then each operation is allowed or refused as it is listed for the state
      And a refused operation has left the state as it was

    @load
    Scenario: Operations on the payment in parts are allowed by its state
      When every operation on the payment in parts is tried in every state
      Then each operation is allowed or refused as it is listed for the state
      And a refused operation has left the state as it was
