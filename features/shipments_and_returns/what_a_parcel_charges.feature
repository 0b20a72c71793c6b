@shipments_returns @blocker
Feature: What a parcel charges
  The parcels of an order charge what it costs, to the cent, however it is divided among them.

  Background:
    Given the customer pays by card as each parcel leaves

  Rule: The copies of a title cost what earlier parcels have left of it, and the first parcel has the shipping

    Scenario: A discount does not divide evenly
      Given the discount code "SPRING" takes $10.00 off
      And the customer's cart holds 3 copies of "Dune" at $9.99 with the code "SPRING"
      And the customer has bought the cart
      And the warehouse has shipped 1 copy of "Dune" of the order
      When the warehouse ships 2 copies of "Dune" of the order
      Then the customer sees parcels charged $6.66 and $13.31

    Scenario: Shipping and tax are charged as well
      Given shipping to the United States, where the customer lives, costs $5.00
      And tax of 10% is added in Oregon, where the customer lives, also on shipping
      And the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer has bought the cart
      And the warehouse has shipped 1 copy of "Dune" of the order
      When the warehouse ships 1 copy of "Dune" of the order
      Then the customer sees parcels charged $15.95 and $10.45

  Rule: Gift cards pay first, and the card is charged for what they leave

    Scenario: The gift card pays the first parcel
      Given the customer has a gift card of $10.00
      And the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer has bought the cart
      And the warehouse has shipped 1 copy of "Dune" of the order
      When the warehouse ships 1 copy of "Dune" of the order
      Then the customer sees parcels charged $0.00 and $9.00

    Scenario: The rest never leaves
      Given the customer has a gift card of $10.00
      And the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer has bought the cart
      And the warehouse has shipped 1 copy of "Dune" of the order
      When the staff refunds 1 copy of "Dune"
      Then the hold of $9.00 on the card has been released
      And $0.50 is left of the gift card
