@access @critical
Feature: Allowing moves of transfers
  Payments refuses what does not fit the state of an expected transfer: what was transferred is never lost.
  The table states/transfer.txt lists the answers.

  Rule: In each state the listed operations are allowed, and no others

    Scenario: Operations on a transfer that waits for nothing are allowed by its state
      When every operation on the transfer is tried in every state in which it waits for nothing
      Then each operation is allowed or refused as it is listed for the state
      And a refused operation has left the state as it was

    @load
    Scenario: Operations on the transfer are allowed by its state
      When every operation on the transfer is tried in every state
      Then each operation is allowed or refused as it is listed for the state
      And a refused operation has left the state as it was
