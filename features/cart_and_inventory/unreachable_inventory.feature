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
      Then the customer's cart now holds 3 copies of "Dune"

    Scenario: A guest who signs in keeps both carts as they were
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And a guest's cart holds 2 copies of "Dune"
      And the inventory service is down
      When the guest signs in as the customer
      Then the customer is asked to try again later
      And the guest's cart still holds 2 copies of "Dune"
      And the customer's cart still holds 1 copy of "Dune"

  Rule: Whatever needs no inventory goes on without it

    Scenario: The customer takes a title out and sees the total of the rest
      Given the shop has 5 copies of "Dune" and "Emma" each at $9.50
      And the customer's cart holds 1 copy of "Dune" and "Emma" each
      And the inventory service is down
      When the customer takes "Dune" out of the cart
      Then the customer's cart now holds 1 copy of "Emma"
      And the customer is asked to pay $9.50

  Rule: Nothing is sold that cannot be reserved, and the customer is asked to try again

    @smoke
    Scenario: The customer checks out while the inventory is down
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the inventory service is down
      When the customer checks out
      Then the customer is told "The order could not be placed, and nothing was charged. Please try again in a moment."
      And the bank has not been asked
      And the customer's cart still holds 2 copies of "Dune"
