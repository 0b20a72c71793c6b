@payment_order @critical
Feature: Reconciling parcels
  A hold from which parcels are charged is no discrepancy, whatever has left of the order.

  Background:
    Given the customer's cart holds 2 copies of "Dune" at $9.50
    And the customer pays by card as each parcel leaves
    And the customer has bought the cart

  Rule: A card that is charged at shipment is not charged by a reconciliation

    Scenario: Nothing has left yet
      When payments are reconciled with orders an hour later
      Then reconciliation finds no discrepancy
      And the order is not marked for the staff

    Scenario: One parcel has left
      Given the warehouse has shipped 1 copy of "Dune" of the order, and its charge is made
      When payments are reconciled with orders an hour later
      Then reconciliation finds no discrepancy
      And the card has been charged $9.50, and $9.50 is still held

    Scenario: A copy never leaves
      Given the warehouse has shipped 1 copy of "Dune" of the order, and its charge is made
      And the staff has refunded 1 copy of "Dune"
      When payments are reconciled with orders an hour later
      Then reconciliation finds no discrepancy
      And the order is not marked for the staff
