@order_inventory @critical
Feature: Refunded copies that come back
  A customer can send a refunded copy back. The warehouse reports it, and the copy is on the shelf once.

  Background:
    Given the customer has bought 2 of the shop's 5 copies of "Dune" at $9.50
    And the warehouse has shipped 2 copies of "Dune" of the order
    And the staff has refunded 1 copy of "Dune"

  Rule: A copy that came back is on the shelf once

    Scenario: The warehouse reports the same return twice
      Given the warehouse has reported the same return of 1 copy of "Dune" twice
      And the shop is idle
      And another customer's cart holds 4 copies of "Dune"
      When another customer checks out
      Then no copies of "Dune" are left
      And the customer gets one mail about each return

    Scenario: The copy was counted before the warehouse reported it
      Given the warehouse has counted 4 copies of "Dune"
      When the warehouse reports that 1 copy of "Dune" of the order, counted before, came back
      Then the customer gets one mail about each return
      And 4 copies of "Dune" are left

    Scenario: Both copies came back one after the other
      Given the warehouse has reported that 1 copy of "Dune" of the order came back
      When the warehouse reports that 1 copy of "Dune" of the order came back
      Then 5 copies of "Dune" are left

  Rule: A copy that came back can be sold again

    Scenario: Another customer buys the copy that came back
      Given the warehouse has reported that 1 copy of "Dune" of the order came back
      And the shop is idle
      And another customer's cart holds 4 copies of "Dune"
      When another customer checks out
      Then no copies of "Dune" are left

  Rule: No more comes back than has left

    Scenario: More copies are reported than the parcels had
      Given the warehouse has reported that 1 copy of "Dune" of the order came back
      When the warehouse reports that 2 copies of "Dune" of the order came back
      Then the warehouse is told that 1 copy of "Dune" can come back at most
      And 4 copies of "Dune" are left
