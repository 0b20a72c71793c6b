@cart_inventory @normal @policy_merges_carts
Feature: Changes made while signing in
  A guest signs in, and goes on shopping in a second tab while inventory is asked about the cart.

  Rule: What the guest adds while the cart is being merged is merged with it

    Scenario Outline: The second tab adds <added>
      Given the shop has 9 copies of "Dune" and "Emma" each at $9.50
      And a guest's cart holds 2 copies of "Dune"
      And a second tab will add <added> to the guest's cart while it is being merged
      When the guest signs in as the customer
      Then the customer's cart holds <merged>
      And the customer is told that all copies are in the cart

      Examples:
        | added            | merged                                  | why                              |
        | 1 copy of "Emma" | 2 copies of "Dune" and 1 copy of "Emma" | inventory was not asked about it |
        | 1 copy of "Dune" | 3 copies of "Dune"                      | inventory was asked about it     |
