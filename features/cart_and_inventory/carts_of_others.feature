@cart_inventory @critical
Feature: Carts of others
  A cart belongs to the guest with its token, or to the customer it was saved for. To others it does not exist.

  Rule: A cart can be claimed only with its token, and only once

    @smoke
    Scenario: A stranger who knows the guest's cart does not get it
      Given the shop has 5 copies of "Dune" at $9.50
      And a guest's cart holds 2 copies of "Dune"
      When a stranger claims the guest's cart
      Then the stranger is told that there is no such cart
      And the guest's cart holds 2 copies of "Dune"

    Scenario: A stranger does not get a customer's saved cart
      Given the shop has 5 copies of "Dune" at $9.50
      And the customer's cart holds 2 copies of "Dune"
      When a stranger claims the customer's cart
      Then the stranger is told that there is no such cart
      And the customer's cart holds 2 copies of "Dune"

    Scenario: A cart that one customer has claimed is not given to another on the same computer
      Given the shop has 5 copies of "Dune" at $9.50
      And a guest's cart holds 2 copies of "Dune"
      And the guest has signed in as the customer
      When the guest signs in as another customer
      Then another customer is told that there is no such cart
      And the customer's cart holds 2 copies of "Dune"
