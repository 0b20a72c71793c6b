@cart_inventory @critical
Feature: E-books without copies
  Nothing of an e-book is on a shelf, so none is counted, reserved or sold out.

  Background:
    Given "Emma" is an e-book

  Rule: An e-book is never sold out

    Scenario: Twelve customers buy it at the same moment
      Given the customer's cart holds 1 copy of "Emma" at $9.50
      And 12 customers each have 1 copy of "Emma" in the cart
      When all of them check out at the same moment
      Then each of them has one order of $9.50

    Scenario: The last copy of a printed title is sold with it
      Given the shop has 1 copy of "Dune" at $9.50
      And the customer's cart holds 1 copy of "Dune"
      And the customer's cart holds 1 copy of "Emma" at $5.00
      When the customer checks out
      Then the customer has one order of $14.50
      And no copies of "Dune" are left

  Rule: A cart holds an e-book once, since it is for one reader

    Scenario: The customer adds an e-book that is in the cart already
      Given the customer's cart holds 1 copy of "Emma" at $9.50
      When the customer adds 1 copy of "Emma"
      Then the customer is told that a cart holds an e-book once
      And the customer's cart holds 1 copy of "Emma"

    Scenario: It is in both carts when a guest signs in
      Given the customer's cart holds 1 copy of "Emma" at $9.50
      And a guest's cart holds 1 copy of "Emma"
      When the guest signs in as the customer
      Then the customer's cart holds 1 copy of "Emma"
      And the customer is told that 1 of 2 copies of "Emma" are in the cart, because a cart holds no more

  Rule: An e-book that was withdrawn is sold no more

    Scenario: It is withdrawn while a cart holds it
      Given the customer's cart holds 1 copy of "Emma" at $9.50
      And "Emma" has been withdrawn
      When the customer checks out
      Then the customer is told that "Emma" is not sold any more
      And the card has not been charged

  Rule: Copies of an e-book are neither received nor counted, and it never becomes a printed title

    Scenario Outline: The staff tries to <request>
      Given the customer's cart holds 1 copy of "Emma" at $9.50
      When a permitted caller tries to <request>
      Then the request is refused because <reason>
      And no data of the shop has changed

      Examples: why: carts and orders have its kind already
        | request                         | reason                             | why                           |
        | receive copies                  | the title does not exist in copies | there is nothing on a shelf   |
        | count copies                    | the title does not exist in copies | there is nothing on a shelf   |
        | sell the title as a printed one | the title is of another kind       | its ISBN is that of an e-book |
