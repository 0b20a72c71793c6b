@resilience @blocker
Feature: Forced races
  Calls wait for each other at a barrier, and arrive at the same moment.

  Rule: A copy is sold once, also when two reservations arrive at the same moment

    Scenario: Two reservations of the last copy meet at inventory
      Given the shop has 1 copy of "Dune" at $9.50
      And 2 customers each have 1 copy of "Dune" in the cart
      And reservations from checkout to inventory wait at a barrier until 2 have come
      When all of them check out at the same moment
      Then exactly one of them has an order of $9.50
      And the others are told that "Dune" is sold out
      And no copies of "Dune" are left

  Rule: A cart is bought once, also when two requests arrive at the same moment

    Scenario: The two clicks of a double click meet at the checkout
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And looks from checkout to cart wait at a barrier until 2 have come
      When the same checkout is submitted twice at the same moment
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And the bank has been asked once

    Scenario: Two prices are bound at the same moment
      Given the shop has 2 copies of "Dune" at $9.50
      And 2 customers each have 1 copy of "Dune" in the cart
      And calls from checkout to pricing wait at a barrier until 2 have come
      When all of them check out at the same moment
      Then each of them has one order of $9.50
      And no copies of "Dune" are left

  @policy_repeats_additions
  Rule: A key stands for one addition, also when two arrive at the same moment

    Scenario: Two tabs add different copies under one key
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And calls from cart to inventory wait at a barrier until 2 have come
      When two tabs add 2 and 4 copies of "Dune" under one key at the same moment
      Then one tab has added its copies, and the other is refused because the key stands for another request

  Rule: A discount code is used no more often than allowed, also at the same moment

    Scenario: Two customers use the only use of a code
      Given the discount code "SPRING" takes $2.00 off, once in all
      And the shop has 2 copies of "Dune" at $9.50
      And 2 customers each have 1 copy of "Dune" in the cart, with the code "SPRING"
      And binding quotes from checkout to pricing wait at a barrier until 2 have come
      When all of them check out at the same moment
      Then exactly one of them has an order of $7.50
      And the other customer is told that the code "SPRING" does not apply, because it is used up
