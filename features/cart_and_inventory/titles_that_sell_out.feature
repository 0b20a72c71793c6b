@cart_inventory @critical
Feature: Titles that sell out
  A cart reserves no copies: they may be sold to another customer until the checkout.

  Rule: A checkout for copies that are gone stops before the bank is asked

    @smoke @core
    Scenario: The book sells out between cart and checkout
      Given the shop has 1 copy of "Dune" at $9.50
      And the customer's cart holds 1 copy of "Dune"
      And another customer has bought 1 copy of "Dune"
      When the customer checks out
      Then the customer is told that "Dune" is sold out
      And the card has not been charged
      And the customer's cart holds 1 copy of "Dune"

    Scenario: Two of three titles sell out and both are named
      Given the shop has 1 copy of "Dune", "Emma" and "Ulysses" each at $9.50
      And the customer's cart holds 1 copy of "Dune", "Emma" and "Ulysses" each
      And another customer has bought 1 copy of "Dune" and 1 copy of "Emma"
      When the customer checks out
      Then the customer is told that "Dune" and "Emma" are sold out
      And the customer's cart holds 1 copy of "Dune", "Emma" and "Ulysses" each
      And 1 copy of "Ulysses" is left

  Rule: The rest of the cart can be bought without the titles that sold out

    @core
    Scenario: The customer removes the title that sold out and buys the rest
      Given the shop has 1 copy of "Dune" and "Emma" each at $9.50
      And the customer's cart holds 1 copy of "Dune" and "Emma" each
      And another customer has bought 1 copy of "Dune"
      And the customer has been told at the checkout that "Dune" is sold out
      When the customer checks out without "Dune"
      Then the customer has one order of $9.50 for 1 copy of "Emma"
      And the card has been charged $9.50 once
