@cart_inventory @critical
Feature: Titles that sell out
  A cart holds nothing back: what is in it may be sold to somebody else until the checkout.

  Rule: A checkout for copies that are gone stops before any money is asked for

    @smoke
    Scenario: The book sells out between cart and checkout
      Given the shop has 1 copy of "Dune" at $9.50
      And the customer's cart holds 1 copy of "Dune"
      And another customer has bought 1 copy of "Dune"
      When the customer checks out
      Then the customer is told that "Dune" is sold out
      And the card has not been charged
      And the customer's cart still holds 1 copy of "Dune"

    Scenario: Two of three titles sell out and both are named
      Given the shop has 1 copy of "Dune", "Emma" and "Ulysses" each at $9.50
      And the customer's cart holds 1 copy of "Dune", "Emma" and "Ulysses" each
      And another customer has bought 1 copy of "Dune" and 1 copy of "Emma"
      When the customer checks out
      Then the customer is told that "Dune" and "Emma" are sold out
      And the customer's cart still holds 1 copy of "Dune", "Emma" and "Ulysses" each
      And 1 copy of "Ulysses" is left

  Rule: A cart takes no more copies than there are

    Scenario: More copies than are left are refused, and the number left is told
      Given the shop has 3 copies of "Dune" at $9.50
      And the customer's cart holds 2 copies of "Dune"
      When the customer adds 2 copies of "Dune"
      Then the customer is told that 3 copies of "Dune" are left
      And the customer's cart still holds 2 copies of "Dune"
