@shipments_returns @normal
Feature: Refusing exchanges of charged parcels
  An order whose card is charged at shipment ends its hold with the last parcel: nothing leaves after it.

  Background:
    Given the customer's cart holds 1 copy of "Dune" at $9.50
    And the customer pays by card as each parcel leaves
    And the customer has bought the cart

  Rule: What came back of a charged parcel is refunded, and not exchanged

    Scenario: The staff exchanges a damaged copy
      Given the customer has sent back 1 copy of "Dune" of the order, which came damaged
      When the staff exchanges 1 copy of "Dune" of the order
      Then the staff is told that the order is not shipped any more
      And the customer sees no copies of "Dune" in exchange
