@order_inventory @critical
Feature: Counted copies
  The warehouse counts the copies on hand. A count cannot take away reserved copies.

  @policy_reserves_copies
  Rule: A stock count never goes below what is reserved

    Scenario: Fewer copies are counted than are reserved
      Given the customer's cart holds 3 of the shop's 5 copies of "Dune" at $9.50
      And the customer pays with a card whose bank asks for confirmation
      And the customer has been sent to the bank's page
      When the warehouse counts 2 copies of "Dune"
      Then the warehouse is told that 3 copies of "Dune" are reserved
      And 3 of 5 copies of "Dune" are reserved

    Scenario: Exactly the reserved copies are counted
      Given the customer's cart holds 3 of the shop's 5 copies of "Dune" at $9.50
      And the customer pays with a card whose bank asks for confirmation
      And the customer has been sent to the bank's page
      And the warehouse has counted 3 copies of "Dune"
      When the customer confirms the payment and comes back
      Then the customer has one order of $28.50
      And no copies of "Dune" are left

  Rule: A cart is reserved as a whole or not at all

    @core
    Scenario: One of two titles is sold out
      Given the shop has 5 copies of "Dune" and 1 copy of "Emma" at $9.50
      And the customer's cart holds 1 copy of "Dune" and 1 copy of "Emma"
      And another customer has bought 1 copy of "Emma"
      When the customer checks out
      Then the customer is told that "Emma" is sold out
      And 5 copies of "Dune" and no copies of "Emma" are left
      And the customer's cart holds 1 copy of "Dune" and 1 copy of "Emma"

    @policy_tells_copies_left
    Scenario: Fewer copies are left than the cart holds
      Given the customer's cart holds 3 of the shop's 4 copies of "Dune" at $9.50
      And another customer has bought 2 copies of "Dune"
      When the customer checks out
      Then the customer is told that 2 copies of "Dune" are left
      And 2 copies of "Dune" are left
      And exactly one payment has been charged, of $19.00
