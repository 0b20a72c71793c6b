@shipments_returns @critical
Feature: Exchanges of an order
  The staff exchanges a copy that came back for another one of the same title. No money moves.

  Background:
    Given the customer has bought 2 of the shop's 5 copies of "Dune" at $9.50
    And the warehouse has shipped 2 copies of "Dune" of the order
    And the warehouse has reported that 1 copy of "Dune" of the order came back damaged

  Rule: A copy that came back is replaced from the shelf, at the price that was paid

    @smoke
    Scenario: A damaged copy is exchanged
      When the staff exchanges 1 copy of "Dune" of the order
      Then the customer sees 1 copy of "Dune" in exchange
      And the customer gets one mail about each exchange
      And 2 copies of "Dune" are left
      And the card has been charged $19.00 once

    Scenario: The title was withdrawn after the customer had bought it
      Given "Dune" has been withdrawn
      When the staff exchanges 1 copy of "Dune" of the order
      Then the customer sees 1 copy of "Dune" in exchange
      And the customer gets one mail about each exchange

  Rule: What replaces a copy leaves in a further parcel

    Scenario: The warehouse ships the replacement
      Given the staff has exchanged 1 copy of "Dune" of the order
      When the warehouse ships 1 copy of "Dune" of the order
      Then the customer sees 2 parcels with 3 copies of "Dune" in all
      And the customer gets one mail about each parcel

    Scenario: The warehouse packs one copy too many
      Given the staff has exchanged 1 copy of "Dune" of the order
      When the warehouse ships 2 copies of "Dune" of the order
      Then the warehouse is told that 1 copy of "Dune" can be shipped at most
      And the customer sees one parcel with 2 copies of "Dune" in all

  Rule: A replacement can come back as well, and is exchanged again

    Scenario: The replacement is damaged, too
      Given the staff has exchanged 1 copy of "Dune" of the order
      And the warehouse has shipped 1 copy of "Dune" of the order
      And the warehouse has reported that 1 copy of "Dune" of the order came back damaged
      When the staff exchanges 1 copy of "Dune" of the order
      Then the customer sees 2 copies of "Dune" in exchange
      And 1 copy of "Dune" is left
