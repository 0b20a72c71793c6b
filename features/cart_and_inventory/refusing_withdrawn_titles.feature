@cart_inventory @normal
Feature: Refusing withdrawn titles
  The shop may stop selling a title at any moment, also while carts hold it.

  Rule: A withdrawn title cannot be added, and a cart that holds it cannot be bought

    Scenario: A withdrawn title cannot be added
      Given the shop has 5 copies of "Dune" at $9.50
      And the customer's cart holds 1 copy of "Dune"
      And "Dune" has been withdrawn
      When the customer adds 1 copy of "Dune"
      Then the customer is told that "Dune" is not sold any more
      And the customer's cart holds 1 copy of "Dune"

    @smoke
    Scenario: A title that was withdrawn after it was put in the cart stops the checkout
      Given the shop has 5 copies of "Dune" and "Emma" each at $9.50
      And the customer's cart holds 1 copy of "Dune" and "Emma" each
      And "Dune" has been withdrawn
      When the customer checks out
      Then the customer is told that "Dune" is not sold any more
      And the card has not been charged
      And the customer's cart holds 1 copy of "Dune" and "Emma" each

    Scenario: A title that was withdrawn is shown so in the cart
      Given the shop has 5 copies of "Dune" at $9.50
      And the customer's cart holds 1 copy of "Dune"
      And "Dune" has been withdrawn
      When the customer looks at the cart
      Then the customer sees that "Dune" is not sold any more

  Rule: A title that was put back on sale can be bought again, from the cart that has held it

    Scenario: A title is withdrawn by mistake
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And "Dune" has been withdrawn
      And "Dune" has been put back on sale
      When the customer checks out
      Then the customer has one order of $19.00
      And 3 copies of "Dune" are left

  Rule: Copies that were reserved before the withdrawal are sold

    Scenario: A title is withdrawn while its customer is at the bank's page
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer pays with a card whose bank asks for confirmation
      And the customer has been sent to the bank's page
      And "Dune" has been withdrawn
      When the customer confirms the payment and comes back
      Then the customer has one order of $9.50
      And the card has been charged $9.50 once
