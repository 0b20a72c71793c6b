@shipments_returns @blocker
Feature: Charging parcels at the same moment
  Two parcels may leave together, or one while the customer cancels. Nothing is charged twice, and nothing is lost.

  Background:
    Given the shop has 5 copies of "Dune" and 5 copies of "Emma" at $9.50
    And the customer's cart holds 2 copies of "Dune" and 1 copy of "Emma"
    And the customer pays by card as each parcel leaves

  Rule: Each of two parcels charges its copies, and only the last one releases the rest

    Scenario: Two parcels are reported at the same moment
      Given the customer has bought the cart
      When the warehouse ships 2 copies of "Dune" and 1 copy of "Emma" of the order in two parcels at once
      Then the customer sees 2 parcels with 2 copies of "Dune" and 1 copy of "Emma" in all
      And the parcels have charged the card $28.50 in all

  Rule: An order is canceled and not charged, or under way and charged

    Scenario: The customer cancels while the first parcel is handed over
      Given the customer has bought the cart
      When the customer cancels the order at the moment the warehouse ships 1 copy of "Dune" of it
      Then either the order is canceled, or a parcel is under way, and not both
      And the other of the two was told so

    Scenario: The customer cancels while the answer to the first charge is on its way
      Given the customer has bought the cart
      And the answer to the capture of a parcel from orders to payments is kept back
      And the warehouse has shipped 1 copy of "Dune" of the order
      When the customer cancels the order
      Then the customer is told that the order is under way
      And the card has been charged $9.50, and $19.00 is still held
