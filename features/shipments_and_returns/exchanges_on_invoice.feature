@shipments_returns @critical
Feature: Exchanges on invoice
  What is not paid yet is exchanged like what is paid. The customer owes what was ordered, once.

  Background:
    Given the customer may owe $50.00 on invoice
    And the customer has ordered 1 of the shop's 5 copies of "Dune" at $9.50 on invoice
    And the customer has sent back 1 copy of "Dune" of the order, which came damaged

  Rule: An exchange changes nothing of what is owed

    Scenario: A copy is exchanged before the invoice is paid
      When the staff exchanges 1 copy of "Dune" of the order
      Then the customer sees 1 copy of "Dune" in exchange
      And the customer gets one mail about each exchange
      And the customer owes $9.50 on invoice

    Scenario: The replacement leaves before the invoice is paid
      Given the staff has exchanged 1 copy of "Dune" of the order
      When the warehouse ships 1 copy of "Dune" of the order
      Then the customer sees 2 parcels with 2 copies of "Dune" in all
      And the customer gets one mail about each parcel
      And the customer owes $9.50 on invoice
