@cart_inventory @normal
Feature: Slow inventory
  A customer is not kept waiting for somebody else's count, and what the browser repeats is added once.

  Background:
    Given the customer's cart holds 1 copy of "Dune" at $9.50

  Rule: The cart answers within its own limit, however long the inventory takes

    Scenario: The inventory takes ten seconds to say what is left
      Given the answer to the request to see what is left takes 10 seconds
      When the customer adds 2 copies of "Dune"
      Then the customer is asked to try again later
      And the customer is answered within 5 seconds
      And the customer's cart still holds 1 copy of "Dune"

  Rule: An addition that the browser repeats is made once

    Scenario: The browser repeats the addition that took too long
      Given the answer to the request to see what is left takes 10 seconds
      When the customer adds 2 copies of "Dune", repeating it until it is answered
      Then the customer's cart now holds 3 copies of "Dune"

    Scenario: A double click adds once
      When a double click adds 2 copies of "Dune"
      Then the customer's cart now holds 3 copies of "Dune"

    Scenario: What was added already needs no second look at the shelf
      Given the browser has added 2 copies of "Dune"
      And the inventory service is down
      When the browser repeats the addition
      Then the addition is accepted
      And the customer's cart now holds 3 copies of "Dune"
