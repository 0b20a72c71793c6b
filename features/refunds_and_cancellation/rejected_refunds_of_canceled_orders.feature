@refunds_cancellation @critical
Feature: Rejected refunds of canceled orders
  A canceled order is refunded at once. Days later the bank may reject the refund.

  Rule: The staff and the customer are told about a rejected refund of a canceled order

    Scenario: The bank rejects the refund of a canceled order
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the customer has canceled the order
      And "money not refunded" is expected to remain at the end, because the bank rejects it
      When the bank rejects the refund
      Then the order is marked for the staff
      And the staff is told that the bank sent the refund back, and what to do
      And the customer gets a mail about a failed refund of $19.00

    Scenario: The bank rejects a part that was refunded before the order was canceled
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the staff has refunded $5.00 of the order
      And the customer has canceled the order
      And "money not refunded" is expected to remain at the end, because the bank rejects it
      When the bank rejects the refund of $5.00
      Then the order is marked for the staff
      And the customer gets a mail about a failed refund of $5.00

  Rule: A rejected refund of a canceled order is found by reconciliation

    Scenario: Payments are reconciled after the bank has rejected the refund
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the customer has canceled the order
      And "money not refunded" is expected to remain at the end, because the bank rejects it
      And the bank has rejected the refund
      And an hour has passed
      When payments are reconciled with orders
      Then reconciliation finds and reports $19.00 charged without an order
