@shipments_returns @critical
Feature: Returns of charged parcels
  A copy that came back was charged when it left. It is refunded when all has left, and changes no later parcel.

  Background:
    Given the shop has 5 copies of "Dune" and 5 copies of "Emma" at $9.50
    And the customer's cart holds 1 copy of "Dune" and 1 copy of "Emma"
    And the customer pays by card as each parcel leaves

  Rule: A return changes nothing of what is charged or held

    Scenario: The first parcel comes back before the last one leaves
      Given the customer has bought the cart
      And the warehouse has shipped 1 copy of "Dune" of the order, and its charge is made
      And the warehouse has reported that 1 copy of "Dune" of the order came back
      When the warehouse ships 1 copy of "Emma" of the order
      Then the customer sees parcels charged $9.50 and $9.50
      And the card has been charged $19.00 once
      And 5 copies of "Dune" are left

    Scenario: The staff refunds it while another copy is still to leave
      Given the customer has bought the cart
      And the warehouse has shipped 1 copy of "Dune" of the order, and its charge is made
      And the warehouse has reported that 1 copy of "Dune" of the order came back
      When the staff refunds 1 copy of "Dune"
      Then the staff is told that the order cannot be refunded
      And the card has been charged $9.50, and $9.50 is still held

  Rule: What came back is refunded when nothing is left to ship

    Scenario: The staff refunds it after the last parcel
      Given the customer has bought the cart
      And the warehouse has shipped 1 copy of "Dune" of the order, and its charge is made
      And the warehouse has reported that 1 copy of "Dune" of the order came back
      And the warehouse has shipped 1 copy of "Emma" of the order, and its charge is made
      When the staff refunds 1 copy of "Dune"
      Then the card has been charged $19.00 and refunded $9.50

    Scenario: The staff refunds it after the other copy was given up
      Given the customer has bought the cart
      And the warehouse has shipped 1 copy of "Dune" of the order, and its charge is made
      And the warehouse has reported that 1 copy of "Dune" of the order came back
      And the staff has refunded 1 copy of "Emma"
      When the staff refunds 1 copy of "Dune"
      Then the card has been refunded $9.50, and the hold of the other $9.50 has been released
      And the customer gets one mail about each return

    Scenario: The staff refunds it after the hold on the other copy has ended
      Given the customer has bought the cart
      And the warehouse has shipped 1 copy of "Dune" of the order, and its charge is made
      And the hold of the order has ended after 8 days
      And the warehouse has reported that 1 copy of "Dune" of the order came back
      And the staff has refunded 1 copy of "Emma"
      When the staff refunds 1 copy of "Dune"
      Then the card has been refunded $9.50, and the hold of the other $9.50 has been released
