@shipments_returns @critical
Feature: Copies sent back from a parcel
  An order that is under way is not canceled. What the customer sends back is refunded by the staff.

  Background:
    Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
    And the customer has bought the cart
    And the warehouse has shipped 2 copies of "Dune" of the order

  Rule: A copy that comes back unharmed is sold again, and one that is damaged is not

    Scenario: A copy comes back unharmed
      Given the warehouse has reported that 1 copy of "Dune" of the order came back
      When the staff refunds 1 copy of "Dune"
      Then the card has been charged $19.00 and refunded $9.50
      And 4 copies of "Dune" are left

    Scenario: A copy comes back damaged
      Given the warehouse has reported that 1 copy of "Dune" of the order came back damaged
      When the staff refunds 1 copy of "Dune"
      Then the card has been charged $19.00 and refunded $9.50
      And 3 copies of "Dune" are left

  Rule: What came back is not shipped a second time

    Scenario: The warehouse packs the returned copy for the same order
      Given the staff has refunded 1 copy of "Dune"
      And the warehouse has reported that 1 copy of "Dune" of the order came back
      When the warehouse ships 1 copy of "Dune" of the order
      Then the warehouse is told that no copies of "Dune" can be shipped at most
      And the customer sees one parcel with 2 copies of "Dune" in all
