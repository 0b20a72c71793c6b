@payment_order @critical
Feature: Reconciling orders with gift cards
  The gateway has charged what gift cards left over. What went back to them is not missing there.

  Background:
    Given the customer has a gift card of $10.00
    And the customer has bought 2 copies of "Dune" at $9.50

  Rule: A refund to gift cards is no discrepancy

    Scenario Outline: <refund> was refunded
      Given the staff has refunded <refund> of the order
      When payments are reconciled with orders an hour later
      Then reconciliation finds no discrepancy
      And the order is not marked for the staff

      Examples:
        | refund | why                                      |
        | $4.00  | all of it went back to the card          |
        | $12.00 | a part of it went back to the gift card  |
        | $19.00 | everything has been paid back            |

    Scenario: The customer has canceled the order
      Given the customer has canceled the order
      When payments are reconciled with orders an hour later
      Then reconciliation finds no discrepancy
      And $10.00 is left of the gift card
