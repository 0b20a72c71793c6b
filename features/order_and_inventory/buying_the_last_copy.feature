@order_inventory @blocker @core
Feature: Buying the last copy
  A copy is sold once, also when many customers check out at the same moment.

  Rule: Exactly one of several customers gets the last copy

    @smoke
    Scenario: Two customers want the last copy
      Given the shop has 1 copy of "Dune" at $9.50
      And 2 customers each have 1 copy of "Dune" in the cart
      When all of them check out at the same moment
      Then exactly one of them has an order of $9.50
      And the others are told that "Dune" is sold out
      And exactly one payment has been charged, of $9.50
      And no copies of "Dune" are left

    Scenario: Fifty customers want the last copy
      Given the shop has 1 copy of "Dune" at $9.50
      And 50 customers each have 1 copy of "Dune" in the cart
      When all of them check out at the same moment, and retry when they are asked to
      Then exactly one of them has an order of $9.50
      And the others are told that "Dune" is sold out
      And exactly one payment has been charged, of $9.50
      And no copies of "Dune" are left

  Rule: Carts with the same titles in opposite order do not block each other

    Scenario: Two customers buy the same two titles at the same moment
      Given the shop has 2 copies of "Dune" and "Emma" each at $9.50
      And the customer's cart holds 1 copy of "Dune" and "Emma" each
      And another customer's cart holds 1 copy of "Emma" and "Dune" each
      When all of them check out at the same moment
      Then each of them has one order of $19.00
      And no copies of "Dune" and "Emma" are left

    Scenario: Twelve customers buy the same two titles at the same moment
      Given the shop has 12 copies of "Dune" and "Emma" each at $9.50
      And 12 customers each have "Dune" and "Emma" in the cart, in alternating order
      When all of them check out at the same moment, and retry when they are asked to
      Then each of them has one order of $19.00
      And no copies of "Dune" and "Emma" are left
