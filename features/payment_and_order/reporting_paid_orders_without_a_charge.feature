@payment_order @blocker
Feature: Reporting paid orders without a charge
  An order may be marked as paid by mistake. The shop would send books for which no charge exists.

  Background:
    Given the customer's cart holds 2 copies of "Dune" at $9.50
    And the customer's checkout was killed when it was about to request the charge

  Rule: A paid order without a charge is found, reported, and marked for the staff

    Scenario: An order is marked as paid although its hold was released
      Given the hold has been released at the gateway's dashboard
      And the order has been marked as paid by mistake
      And an hour has passed
      When payments are reconciled with orders
      Then reconciliation finds and reports $19.00 missing for a paid order
      And the staff is told that a paid order has no charge, and what to do

  Rule: The time of a reconciliation is the same moment wherever the staff is

    Scenario: The staff in Japan names the last two hours by the clock on the wall
      Given the hold has been released at the gateway's dashboard
      And the order has been marked as paid by mistake
      And an hour has passed
      When payments of the last 2 hours are reconciled with orders, by the clocks of Japan
      Then reconciliation finds and reports $19.00 missing for a paid order
