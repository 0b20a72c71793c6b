@cart_inventory @normal
Feature: Unreachable inventory
  Without an answer of the inventory no copies are promised, and the cart stays as it is.

  Rule: Copies that cannot be counted are not added, and the customer is asked to try again

    Scenario: The request to read the availability is lost
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And the request to read the availability is lost
      When the customer adds 2 copies of "Dune"
      Then the customer is asked to try again later
      And the customer's cart holds 1 copy of "Dune"

    Scenario: The next attempt adds them once
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And the answer to the request to read the availability is lost
      When the customer adds 2 copies of "Dune", retrying until it is answered
      Then the customer's cart holds 3 copies of "Dune"

    Scenario: A guest who signs in keeps both carts as they were
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And a guest's cart holds 2 copies of "Dune"
      And the inventory service is down
      When the guest signs in as the customer
      Then the customer is asked to try again later
      And the guest's cart holds 2 copies of "Dune"
      And the customer's cart holds 1 copy of "Dune"

  Rule: Changes and totals of the cart that need no inventory are possible without it

    Scenario: The customer removes a title and sees the total of the rest
      Given the shop has 5 copies of "Dune" and "Emma" each at $9.50
      And the customer's cart holds 1 copy of "Dune" and "Emma" each
      And the inventory service is down
      When the customer removes "Dune" from the cart
      Then the customer's cart holds 1 copy of "Emma"
      And the customer is asked to pay $9.50

  Rule: No copy is sold that cannot be reserved, and the customer is asked to try again

    @smoke
    Scenario: The customer checks out while the inventory is down
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the inventory service is down
      When the customer checks out
      Then the customer is told "The order could not be placed, and nothing was charged. Please try again in a moment."
      And the bank has not been asked
      And the customer's cart holds 2 copies of "Dune"
