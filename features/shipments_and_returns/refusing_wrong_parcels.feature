@shipments_returns @critical
Feature: Refusing wrong parcels
  The warehouse reports what it has packed. What the order does not have, or has no longer, stays on the shelf.

  Rule: No more of a title is shipped than was bought, less what was refunded

    Scenario: A parcel has more copies than are left
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the warehouse has shipped 1 copy of "Dune" of the order
      When the warehouse ships 2 copies of "Dune" of the order
      Then the warehouse is told that 1 copy of "Dune" can be shipped at most
      And the customer sees one parcel with 1 copy of "Dune" in all

    Scenario: A copy was refunded before it was shipped
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the staff has refunded 1 copy of "Dune"
      When the warehouse ships 2 copies of "Dune" of the order
      Then the warehouse is told that 1 copy of "Dune" can be shipped at most

    Scenario: A parcel has a title of another order
      Given the shop has 5 copies of "Dune" and 5 copies of "Emma" at $9.50
      And another customer has bought 1 copy of "Emma"
      And the customer has bought 1 copy of "Dune"
      When the warehouse ships 1 copy of "Dune" and 1 copy of "Emma" of the order
      Then the warehouse is told that no copies of "Emma" can be shipped at most
      And the customer sees no parcels

    Scenario: A parcel has an e-book, of which there are no copies
      Given "Emma" is an e-book
      And the customer's cart holds 1 copy of "Dune" and "Emma" each at $9.50
      And the customer has bought the cart
      When the warehouse ships 1 copy of "Dune" and "Emma" each of the order
      Then the warehouse is told that no copies of "Emma" can be shipped at most

  Rule: An order is shipped when it is paid

    Scenario: The order is not charged yet
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer's checkout was killed when it was about to request the charge
      When the warehouse ships 2 copies of "Dune" of the unpaid order
      Then the warehouse is told to keep the copies
      And the customer's order of $19.00 is unpaid
