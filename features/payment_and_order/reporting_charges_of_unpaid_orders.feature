@payment_order @blocker
Feature: Reporting charges of unpaid orders
  The charge comes before the order is marked as paid. A checkout may be killed in between.

  Background:
    Given the customer's cart holds 2 copies of "Dune" at $9.50
    And the customer's checkout was killed when it was about to mark the order as paid

  Rule: A charge whose order is still unpaid is found and reported

    Scenario: The checkout stays down after the charge
      Given an hour has passed
      When payments are reconciled with orders
      Then reconciliation finds and reports $19.00 charged for an unpaid order
      And the staff is told that a charge has no paid order, and what to do

  Rule: An order that is paid in the end is no longer marked for the staff

    Scenario: The checkout comes back after its charge was reported
      Given an hour has passed
      And payments have been reconciled with orders
      When the checkout comes back
      Then the customer's order of $19.00 is paid
      And the order is not marked for the staff

  Rule: An order that is paid in the end keeps the mark of a dispute

    Scenario: The charge is disputed before the checkout comes back
      Given the gateway has reported a dispute of the charge
      And the shop is idle
      When the checkout comes back
      Then the customer's order of $19.00 is paid
      And the staff is told that the customer disputes the charge, and what to do
