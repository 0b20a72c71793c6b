@access @critical
Feature: Hiding data of other customers
  A stranger is signed in as another customer. The shop answers as if the customer's data did not exist.

  Background:
    Given the customer has bought 1 copy of "Dune" at $9.50
    And the customer has come back later
    And the customer's cart holds 2 copies of "Dune"

  Rule: Another customer's cart does not exist for a stranger

    Scenario: A stranger cannot add a copy to the cart
      When a stranger tries to add a copy to the cart
      Then the request is refused because there is no such cart
      And no data of the shop has changed

  Rule: Another customer's checkout, order and payment do not exist for a stranger

    Scenario: A stranger is refused to look at the order
      When a stranger tries to look at the order
      Then the request is refused because there is no such order
      And no data of the shop has changed

  Rule: The token of a cart opens that cart, and what was bought with it, alone

    Scenario: A guest with another cart cannot cancel the order of the customer
      When a guest with another cart tries to cancel the order of the customer
      Then the request is refused because there is no such order
      And no data of the shop has changed
