@cart_inventory @normal
Feature: Unreachable inventory
  Nobody is promised copies that cannot be counted; what is in the cart stays in it.

  Rule: Copies that cannot be counted are not added, and the customer is asked to try again

    Scenario: The question what is left gets lost
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And the request to see what is left gets lost
      When the customer adds 2 copies of "Dune"
      Then the customer is asked to try again later
      And the customer's cart still holds 1 copy of "Dune"

    Scenario: The next try adds them once
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And the answer to the request to see what is left gets lost
      When the customer adds 2 copies of "Dune", repeating it until it is answered
      Then the customer's cart still holds 3 copies of "Dune"
