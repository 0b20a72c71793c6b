@payment_order @critical
Feature: Reconciling a busy account
  The gateway lists payments in pages of 100, and other businesses may use the same account.

  Rule: Reconciliation reads every page of the gateway's list

    Scenario: The payment without an order is on the second page
      Given the gateway has charged $19.00 for an unknown checkout
      And another business has begun 100 payments on the same account since
      And an hour has passed
      When payments are reconciled with orders
      Then reconciliation finds and refunds $19.00 charged without an order
      And no customer has been charged without an order

  Rule: Reconciliation looks at each order once, however many there are

    Scenario: Five customers have bought since the last reconciliation
      Given the shop has 5 copies of "Dune" at $9.50
      And 5 customers each have 1 copy of "Dune" in the cart
      And all of them have checked out, one after the other
      And an hour has passed
      When payments are reconciled with orders
      Then reconciliation finds no discrepancy
