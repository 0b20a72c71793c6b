@payment_order @blocker
Feature: Reconciling payments with orders
  Once a day, or on request of the staff, the payments at the gateway are reconciled with the orders.

  Rule: Payments that match their orders stay as they are

    Scenario: The payment of a partly refunded order matches it
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the staff has refunded $4.99 of the order
      And an hour has passed
      When payments are reconciled with orders
      Then reconciliation finds no discrepancy

  Rule: A payment without an order is found, and refunded or released

    Scenario: A charge names an unknown checkout
      Given the gateway has charged $19.00 for an unknown checkout
      And an hour has passed
      When payments are reconciled with orders
      Then reconciliation finds and refunds $19.00 charged without an order
      And no customer has been charged without an order

    Scenario: A hold names an unknown checkout
      Given the gateway has held $19.00 for an unknown checkout
      And an hour has passed
      When payments are reconciled with orders
      Then reconciliation finds and releases $19.00 held without an order
      And no customer has been charged without an order

    Scenario: A charge is refunded once by two reconciliations at the same moment
      Given the gateway has charged $19.00 for an unknown checkout
      And an hour has passed
      When payments are reconciled with orders twice at the same moment
      Then no customer has been charged without an order
      And exactly one refund has been made at the gateway

    Scenario: Another business is paid on the same account, in an unknown currency
      Given another business has charged CHF 10.00 on the same account
      And "charged without an order" is expected to remain at the end, because it belongs to the other business
      And the gateway has charged $19.00 for an unknown checkout
      And an hour has passed
      When payments are reconciled with orders
      Then reconciliation finds and refunds $19.00 charged without an order
      And exactly one refund has been made at the gateway

  Rule: The payment of a checkout that may still run stays as it is

    Scenario: Payments are reconciled a moment after the charge
      Given the customer has bought 2 copies of "Dune" at $9.50
      When payments are reconciled with orders
      Then reconciliation finds no discrepancy
