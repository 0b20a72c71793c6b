@shipments_returns @critical
Feature: Exchanges against refunds
  A copy that came back is exchanged or refunded, and not both. An amount is a decision of the staff.

  Background:
    Given the customer has bought 2 of the shop's 5 copies of "Dune" at $9.50
    And the warehouse has shipped 2 copies of "Dune" of the order
    And the warehouse has reported that 2 copies of "Dune" of the order came back

  Rule: A copy that was refunded is not exchanged

    Scenario: The staff has refunded one of two copies
      Given the staff has refunded 1 copy of "Dune"
      When the staff exchanges 2 copies of "Dune" of the order
      Then the staff is told that 1 copy of "Dune" can be exchanged at most
      And the customer sees no copies of "Dune" in exchange

    Scenario: One copy is refunded, and the other one exchanged and shipped
      Given the staff has refunded 1 copy of "Dune"
      And the staff has exchanged 1 copy of "Dune" of the order
      When the warehouse ships 1 copy of "Dune" of the order
      Then the customer sees 2 parcels with 3 copies of "Dune" in all
      And the card has been charged $19.00 and refunded $9.50
      And 4 copies of "Dune" are left

    Scenario: All that was paid has gone back
      Given the staff has refunded $19.00 of the order
      When the staff exchanges 1 copy of "Dune" of the order
      Then the staff is told that no copies of "Dune" can be exchanged at most

  Rule: A copy that was exchanged is not refunded

    Scenario: The staff refunds both copies after one was exchanged
      Given the staff has exchanged 1 copy of "Dune" of the order
      When the staff refunds 2 copies of "Dune"
      Then the staff is told that others were exchanged, and 1 copy of "Dune" can be refunded
      And the card has been charged $19.00 once

    Scenario: The staff refunds everything after one copy was exchanged
      Given the staff has exchanged 1 copy of "Dune" of the order
      When the staff refunds the rest of the order
      Then the staff is told that others were exchanged, and 1 copy of "Dune" can be refunded
      And the card has been charged $19.00 once

    Scenario: The replacement came back, and is refunded
      Given the staff has exchanged 2 copies of "Dune" of the order
      And the warehouse has shipped 2 copies of "Dune" of the order
      And the warehouse has reported that 1 copy of "Dune" of the order came back
      When the staff refunds 1 copy of "Dune"
      Then $9.50 of the order has been refunded
