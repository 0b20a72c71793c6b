@shipments_returns @blocker
Feature: Shipping an order in two parts
  The warehouse ships what it has. The customer sees each parcel, and gets one mail about it.

  Background:
    Given the shop has 5 copies of "Dune" and 5 copies of "Emma" at $9.50
    And the customer's cart holds 2 copies of "Dune" and 1 copy of "Emma"
    And the customer has bought the cart

  Rule: Each parcel is shown to the customer, and told of in one mail

    @smoke
    Scenario: The copies of an order leave in two parcels
      Given the warehouse has shipped 1 copy of "Dune" of the order
      When the warehouse ships 1 copy of "Dune" and 1 copy of "Emma" of the order
      Then the customer sees 2 parcels with 2 copies of "Dune" and 1 copy of "Emma" in all
      And the customer gets one mail about each parcel
      And the card has been charged $28.50 once

  Rule: A report that is repeated is the same parcel

    Scenario: The warehouse reports the same parcel twice
      Given the warehouse has reported the same parcel with 1 copy of "Dune" of the order twice
      When the warehouse ships 1 copy of "Emma" of the order
      Then the customer sees 2 parcels with 1 copy of "Dune" and 1 copy of "Emma" in all
      And the customer gets one mail about each parcel

    Scenario Outline: The parcel is reported once although <fault>
      Given <fault>
      When the warehouse ships 2 copies of "Dune" of the order, retrying until it is answered
      Then the customer sees one parcel with 2 copies of "Dune" in all
      And the customer gets one mail about each parcel

      Examples:
        | fault                                                   | why              |
        | the shipment from staff to orders is reset              | not reported     |
        | the answer to the shipment from staff to orders is lost | reported already |
