@cart_inventory @normal @policy_merges_carts
Feature: Merging carts at sign in
  A customer who signs in keeps the copies of the guest's cart and those of the saved cart.

  Rule: Signing in adds the guest's cart to the customer's saved cart, once

    @smoke
    Scenario: A guest with a filled cart signs in
      Given the shop has 9 copies of "Dune" and "Emma" each at $9.50
      And the customer's cart holds 2 copies of "Dune"
      And a guest's cart holds 1 copy of "Dune" and 1 copy of "Emma"
      When the guest signs in as the customer
      Then the customer's cart holds 3 copies of "Dune" and 1 copy of "Emma"
      And the customer is told that all copies are in the cart

    Scenario: The browser repeats the sign-in
      Given the shop has 9 copies of "Dune" at $9.50
      And the customer's cart holds 2 copies of "Dune"
      And a guest's cart holds 1 copy of "Dune"
      And the guest has signed in as the customer
      When the guest signs in as the customer
      Then the customer's cart holds 3 copies of "Dune"

  Rule: No more copies are merged than can be bought, and the customer is told about the others

    Scenario Outline: <kept> copies are kept of the <own> and <guests> in both carts
      Given the shop has <stock> copies of "Dune" at $9.50
      And the customer's cart holds <own> copies of "Dune"
      And a guest's cart holds <guests> copies of "Dune"
      When the guest signs in as the customer
      Then the customer's cart holds <kept> copies of "Dune"
      And the customer is told that <kept> of <wanted> copies of "Dune" are in the cart, because <reason>

      Examples:
        | stock | own | guests | kept | wanted | reason               | why                       |
        | 4     | 3   | 2      | 4    | 5      | no more are left     | a part of them fits       |
        | 3     | 3   | 3      | 3    | 6      | no more are left     | nothing more fits         |
        | 50    | 6   | 7      | 10   | 13     | a cart holds no more | the limit of a cart holds |

    Scenario: A title that was withdrawn since is not merged
      Given the shop has 9 copies of "Dune" and "Emma" each at $9.50
      And the customer's cart holds 1 copy of "Emma"
      And a guest's cart holds 2 copies of "Dune"
      And "Dune" has been withdrawn
      When the guest signs in as the customer
      Then the customer's cart holds 1 copy of "Emma"
      And the customer is told that 0 of 2 copies of "Dune" are in the cart, because it is not sold any more

  Rule: The guest's discount code is kept where the customer has entered none

    Scenario: A guest with a discount code signs in
      Given the discount code "SPRING" takes 10% off
      And a guest's cart holds 2 copies of "Dune" at $9.50 with the code "SPRING"
      When the guest signs in as the customer
      Then the customer is asked to pay $17.10

    Scenario: Both carts have a code, and both codes are kept
      Given the discount code "SPRING" takes 10% off
      And the discount code "GIFT" takes $5.00 off
      And a guest's cart holds 1 copy of "Dune" at $9.50 with the code "SPRING"
      And the customer's cart holds 1 copy of "Dune" at $9.50 with the code "GIFT"
      When the guest signs in as the customer
      Then the customer's cart has the codes "GIFT" and "SPRING"
      And the customer is asked to pay $12.10
