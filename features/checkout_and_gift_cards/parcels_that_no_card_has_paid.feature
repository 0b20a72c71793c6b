@checkout_gift_cards @normal
Feature: Parcels that no card has paid
  The mail about a parcel says how its order was paid, also where no card was charged.

  Rule: The mail about a parcel names what gift cards and a transfer have paid

    Scenario: A gift card has paid all of the order
      Given the customer has a gift card of $25.00
      And the customer has bought 2 of the shop's 5 copies of "Dune" at $9.50
      When the warehouse ships 2 copies of "Dune" of the order
      Then the customer gets one mail about each parcel
      And $6.00 is left of the gift card

    Scenario: A gift card and a transfer have paid the order
      Given the customer has a gift card of $10.00
      And the customer has ordered 2 of the shop's 5 copies of "Dune" at $9.50 in advance
      And the customer has transferred $9.00
      When the warehouse ships 1 copy of "Dune" of the order
      Then the customer gets one mail about each parcel
      And nothing has to be sent back
