@shipments_returns @blocker
Feature: Charging each parcel
  A customer may be charged at shipment: the total is held at the checkout, and each parcel charges what is in it.

  Background:
    Given the shop has 5 copies of "Dune" and 5 copies of "Emma" at $9.50
    And the customer's cart holds 2 copies of "Dune" and 1 copy of "Emma"
    And the customer pays by card as each parcel leaves

  Rule: A parcel charges its copies, and the last one what is left

    @smoke
    Scenario: The copies of an order leave in two parcels
      Given the customer has bought the cart
      And the warehouse has shipped 1 copy of "Dune" of the order
      When the warehouse ships 1 copy of "Dune" and 1 copy of "Emma" of the order
      Then the customer sees parcels charged $9.50 and $19.00
      And the card has been charged $28.50 once

    Scenario: One parcel has left, and the rest waits for the publisher
      Given the customer has bought the cart
      When the warehouse ships 1 copy of "Dune" of the order
      Then the card has been charged $9.50, and $19.00 is still held
      And the customer gets one mail about each parcel

    Scenario: The customer has moved before the first parcel
      Given the customer has bought the cart
      And the customer has had the order sent to another address
      When the warehouse ships 1 copy of "Dune" of the order
      Then the parcel of the customer goes where the order goes
      And the card has been charged $9.50, and $19.00 is still held

  Rule: What never leaves is never charged

    Scenario: A title of the order is out of print
      Given the customer has bought the cart
      And the warehouse has shipped 2 copies of "Dune" of the order
      When the staff refunds 1 copy of "Emma"
      Then the card has been charged $19.00, and the hold of the other $9.50 has been released

    Scenario: The customer cancels before the first parcel
      Given the customer has bought the cart
      When the customer cancels the order
      Then the hold of $28.50 on the card has been released
      And 5 copies of "Dune" are left
