@shipments_returns @blocker @policy_customers_cancel
Feature: Canceling against shipping
  An order that is under way is not canceled, and an order that is canceled is not shipped.

  Background:
    Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
    And the customer has bought the cart

  Rule: A customer cannot cancel an order of which copies have left

    Scenario: A part of the order is under way
      Given the warehouse has shipped 1 copy of "Dune" of the order
      When the customer cancels the order
      Then the customer is told that the order is under way
      And the card has been charged $19.00 once
      And 3 copies of "Dune" are left

  Rule: The copies of a canceled order stay in the warehouse

    Scenario: The warehouse has packed an order that its customer has canceled
      Given the customer has canceled the order
      When the warehouse ships 2 copies of "Dune" of the order
      Then the warehouse is told to keep the copies
      And the card has been charged $19.00 and refunded $19.00
      And 5 copies of "Dune" are left

  Rule: Of a cancellation and a shipment at the same moment, one wins

    Scenario: The customer cancels while the parcel is handed over
      When the customer cancels the order at the moment the warehouse ships 2 copies of "Dune" of it
      Then either the order is canceled, or a parcel is under way, and not both
      And the other of the two was told so
