@cart_inventory @normal
Feature: Adding copies while inventory is slow
  A customer does not wait for a slow inventory, and an addition that the browser repeats is made once.

  Background:
    Given the customer's cart holds 1 copy of "Dune" at $9.50

  Rule: The cart answers within its own limit, however long the inventory takes

    Scenario: The inventory takes ten seconds to read the availability
      Given the answer to the request to read the availability takes 10 seconds
      When the customer adds 2 copies of "Dune"
      Then the customer is asked to try again later
      And the customer is answered within 5 seconds
      And the customer's cart holds 1 copy of "Dune"

  @policy_repeats_additions
  Rule: An addition that the browser repeats is made once

    Scenario: The browser repeats the addition that took too long
      Given the answer to the request to read the availability takes 10 seconds
      When the customer adds 2 copies of "Dune", retrying until it is answered
      Then the customer's cart holds 3 copies of "Dune"

    Scenario: A double click adds once
      When a double click adds 2 copies of "Dune"
      Then the customer's cart holds 3 copies of "Dune"

    Scenario: A repeated addition needs no second answer of the inventory
      Given the browser has added 2 copies of "Dune"
      And the inventory service is down
      When the browser repeats the addition
      Then the addition is accepted
      And the customer's cart holds 3 copies of "Dune"
