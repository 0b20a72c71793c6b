@shipments_returns @critical
Feature: Refusing wrong returns
  The warehouse reports what it has unpacked. What has not left, or came back before, cannot come back.

  Rule: No more of a title comes back than has left, less what came back before

    Scenario: The order was not shipped
      Given the customer has bought 2 of the shop's 5 copies of "Dune" at $9.50
      When the warehouse reports that 1 copy of "Dune" of the order came back
      Then the warehouse is told that no copies of "Dune" can come back at most
      And 3 copies of "Dune" are left

    Scenario: A part of the order has left
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the warehouse has shipped 1 copy of "Dune" of the order
      When the warehouse reports that 2 copies of "Dune" of the order came back
      Then the warehouse is told that 1 copy of "Dune" can come back at most

    Scenario: A damaged copy came back before
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the warehouse has shipped 2 copies of "Dune" of the order
      And the warehouse has reported that 1 copy of "Dune" of the order came back damaged
      When the warehouse reports that 2 copies of "Dune" of the order came back
      Then the warehouse is told that 1 copy of "Dune" can come back at most
      And the customer sees that 1 copy of "Dune" came back

  Rule: What has no copies does not come back

    Scenario Outline: A parcel that came back is said to have a title that is <kind>
      Given "Emma" is <kind>
      And the customer's cart holds 1 copy of "Dune" and "Emma" each at $9.50
      And the customer has bought the cart
      And the warehouse has shipped 1 copy of "Dune" of the order
      When the warehouse reports that 1 copy of "Dune" and "Emma" each of the order came back
      Then the warehouse is told that no copies of "Emma" can come back at most
      And the customer sees that no copies of "Dune" came back

      Examples:
        | kind        | why                                         |
        | an e-book   | it is refunded as long as it was not opened |
        | a gift card | it is refunded as long as nothing was spent |
