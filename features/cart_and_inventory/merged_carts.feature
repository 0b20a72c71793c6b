@cart_inventory @normal
Feature: Merged carts
  Whoever signs in goes on with what they had collected as a guest and with what they had left in their own cart.

  Rule: Signing in puts what the guest collected into the customer's own cart, once

    @smoke
    Scenario: A guest with a filled cart signs in
      Given the shop has 9 copies of "Dune" and "Emma" each at $9.50
      And the customer's cart holds 2 copies of "Dune"
      And a guest's cart holds 1 copy of "Dune" and 1 copy of "Emma"
      When the guest signs in as the customer
      Then the customer's cart now holds 3 copies of "Dune" and 1 copy of "Emma"
      And the customer is told that everything is in the cart

    Scenario: The browser repeats the sign-in
      Given the shop has 9 copies of "Dune" at $9.50
      And the customer's cart holds 2 copies of "Dune"
      And a guest's cart holds 1 copy of "Dune"
      And the guest has signed in as the customer
      When the guest signs in as the customer
      Then the customer's cart now holds 3 copies of "Dune"

  Rule: No more copies are merged than can be bought, and the customer is told what did not fit

    Scenario Outline: <kept> copies are kept of the <own> and <guests> in both carts
      Given the shop has <stock> copies of "Dune" at $9.50
      And the customer's cart holds <own> copies of "Dune"
      And a guest's cart holds <guests> copies of "Dune"
      When the guest signs in as the customer
      Then the customer's cart now holds <kept> copies of "Dune"
      And the customer is told that <kept> of <wanted> copies of "Dune" are in the cart, because <reason>

      Examples: why: what cannot be bought is better told now than at the checkout
        | stock | own | guests | kept | wanted | reason               | why                       |
        | 4     | 3   | 2      | 4    | 5      | no more are left     | a part of them fits       |
        | 3     | 3   | 3      | 3    | 6      | no more are left     | nothing more fits         |
        | 50    | 6   | 7      | 10   | 13     | a cart holds no more | the limit of a cart holds |

    Scenario: A title that was withdrawn meanwhile does not come along
      Given the shop has 9 copies of "Dune" and "Emma" each at $9.50
      And the customer's cart holds 1 copy of "Emma"
      And a guest's cart holds 2 copies of "Dune"
      And "Dune" has been withdrawn
      When the guest signs in as the customer
      Then the customer's cart now holds 1 copy of "Emma"
      And the customer is told that 0 of 2 copies of "Dune" are in the cart, because it is not sold any more

  Rule: A discount code comes along where the customer has typed none

    Scenario: A guest with a discount code signs in
      Given the discount code "SPRING" takes 10% off
      And a guest's cart holds 2 copies of "Dune" at $9.50 with the code "SPRING"
      When the guest signs in as the customer
      Then the customer is asked to pay $17.10

    Scenario: Both carts have a code, and the customer's own one stays
      Given the discount code "SPRING" takes 10% off
      And the discount code "GIFT" takes $5.00 off
      And a guest's cart holds 1 copy of "Dune" at $9.50 with the code "SPRING"
      And the customer's cart holds 1 copy of "Dune" at $9.50 with the code "GIFT"
      When the guest signs in as the customer
      Then the customer is asked to pay $14.00
