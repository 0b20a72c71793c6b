@resilience @critical @policy_reserves_copies
Feature: Deadlines that pass unnoticed
  Work in the background frees copies whose deadline has passed. It may be late, and no buyer waits for it.

  Background:
    Given the customer's cart holds 2 of the shop's 2 copies of "Dune" at $9.50
    And another customer's cart holds 2 copies of "Dune"
    And the customer pays with a card whose bank asks for confirmation

  Rule: Copies past their deadline can be bought, also where the work in the background has not freed them yet

    Scenario: Another customer buys the copies before the background has expired their reservation
      Given the customer has been sent to the bank's page
      And every release from checkout to inventory is reset
      And the expiry from inventory to postgres is kept back
      And 16 minutes have passed
      And the expiry from inventory to postgres has been made and waits
      When another customer checks out
      Then another customer has one order of $19.00
