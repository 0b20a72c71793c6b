@shipments_returns @critical
Feature: Parts that never ship
  What the publisher does not deliver is refunded by the staff. From then on it is not owed to the customer.

  Background:
    Given the customer's cart holds 2 copies of "Dune" and 1 copy of "Emma" at $9.50
    And the customer has bought the cart

  Rule: A refunded part is not shipped any more, and the rest of the order stays

    Scenario: A title of the order is out of print
      Given the warehouse has shipped 2 copies of "Dune" of the order
      When the staff refunds 1 copy of "Emma"
      Then the card has been charged $28.50 and refunded $9.50
      And the customer gets a mail about a refund of $9.50
      And the customer sees one parcel with 2 copies of "Dune" in all

    Scenario: The publisher delivers after all
      Given the warehouse has shipped 2 copies of "Dune" of the order
      And the staff has refunded 1 copy of "Emma"
      When the warehouse ships 1 copy of "Emma" of the order
      Then the warehouse is told that no copies of "Emma" can be shipped at most

    Scenario: A copy of a title that has left in part is refunded
      Given the warehouse has shipped 1 copy of "Dune" of the order
      And the staff has refunded 1 copy of "Dune"
      When the warehouse ships 1 copy of "Dune" of the order
      Then the warehouse is told that no copies of "Dune" can be shipped at most

  Rule: Where money was refunded and no copy was named, every copy is still owed

    Scenario: The customer was compensated for the delay
      Given the staff has refunded $5.00 of the order
      When the warehouse ships 1 copy of "Emma" of the order
      Then the customer sees one parcel with 1 copy of "Emma" in all
      And the card has been charged $28.50 and refunded $5.00
