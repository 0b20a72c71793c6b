@shipments_returns @critical
Feature: Refusing wrong exchanges
  The staff exchanges what has come back to the warehouse, once, and for a copy that there is.

  Background:
    Given the customer has bought 2 of the shop's 2 copies of "Dune" at $9.50
    And the warehouse has shipped 2 copies of "Dune" of the order

  Rule: No more of a title is exchanged than came back, less what was exchanged before

    Scenario: Nothing came back
      When the staff exchanges 1 copy of "Dune" of the order
      Then the staff is told that no copies of "Dune" can be exchanged at most
      And the customer sees no copies of "Dune" in exchange

    Scenario: The copy that came back was exchanged before
      Given the warehouse has reported that 1 copy of "Dune" of the order came back
      And the staff has exchanged 1 copy of "Dune" of the order
      When the staff exchanges 1 copy of "Dune" of the order
      Then the staff is told that no copies of "Dune" can be exchanged at most

    Scenario: The order has no such title
      Given the shop has 1 copy of "Emma" at $8.00
      And the warehouse has reported that 1 copy of "Dune" of the order came back
      When the staff exchanges 1 copy of "Emma" of the order
      Then the staff is told that no copies of "Emma" can be exchanged at most

  Rule: Where no copy is left nothing is exchanged, and the customer is told nothing

    Scenario: The staff refunds the copies that could not be replaced
      Given the warehouse has reported that 2 copies of "Dune" of the order came back damaged
      And the staff could not exchange 2 copies of "Dune" of the order, since none was left
      When the staff refunds 2 copies of "Dune"
      Then $19.00 of the order has been refunded
      And the customer sees no copies of "Dune" in exchange
      And the customer gets one mail about each exchange

    Scenario: A copy arrives after the exchange was refused
      Given the warehouse has reported that 1 copy of "Dune" of the order came back damaged
      And the staff could not exchange 1 copy of "Dune" of the order, since none was left
      And the warehouse has reported that 1 copy of "Dune" of the order came back
      When the staff exchanges 1 copy of "Dune" of the order
      Then the customer sees 1 copy of "Dune" in exchange

  Rule: An order without an address is not sent anything

    Scenario: The personal data of the order were erased
      Given the warehouse has reported that 1 copy of "Dune" of the order came back
      And the shop is idle
      And the customer has had all personal data erased
      When the staff exchanges 1 copy of "Dune" of the order
      Then the staff is told that the order is not shipped any more
