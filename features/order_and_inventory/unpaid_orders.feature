@order_inventory @critical
Feature: Unpaid orders
  An order that nobody pays for keeps copies from others and money from its customer. It does not do so for ever.

  Rule: After three days an unpaid order is canceled, and all that was held for it is given up

    Scenario: The checkout breaks off before the money is taken, and stays away for days
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer's checkout is about to have the money taken
      When the checkout breaks off, and 4 days pass
      Then the customer's unpaid order of $19.00 is canceled
      And nobody has money of the customers that no order stands for
      And 5 copies of "Dune" are left

    Scenario: The checkout breaks off with the only use of a code, and stays away for days
      Given the discount code "SPRING" takes $2.00 off, once in all, canceled orders included
      And the customer's cart holds 2 copies of "Dune" at $9.50 with the code "SPRING"
      And the customer's checkout is about to have the money taken
      When the checkout breaks off, and 4 days pass
      Then the customer's unpaid order of $17.00 is canceled
      And another customer can use the code "SPRING"

  Rule: Until then the order belongs to its checkout

    Scenario: The checkout comes back after two days
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer's checkout is about to have the money taken
      And the checkout has broken off
      And 48 hours have passed
      When the checkout comes back
      Then the customer's order of $19.00 is paid after all
      And 3 copies of "Dune" are left

    Scenario: The customer cannot cancel what is not paid yet
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer's checkout is about to have the money taken
      And the checkout has broken off
      When the customer cancels the unpaid order
      Then the customer is told that the checkout is not finished
      And the customer's order of $19.00 still waits for its money

  Rule: An order whose money was taken is kept, however long ago that was

    Scenario: The checkout breaks off after the money was taken
      Given the shop has 5 copies of "Dune" at $9.50
      And the customer's cart holds 2 copies of "Dune"
      And the customer's checkout is about to mark the order as paid
      And the checkout has broken off
      When 4 days pass and the checkout comes back
      Then the customer's order of $19.00 is paid after all
      And 3 copies of "Dune" are left

    Scenario Outline: An order that was <state> outlasts one that was not
      Given the customer has bought 2 copies of "Dune" at $9.50
      And <event>
      And another customer's cart holds 1 copy of "Dune"
      And another customer's checkout is about to have the money taken
      When the checkout breaks off, and 4 days pass
      Then another customer's unpaid order of $9.50 is canceled
      And the customer has one order of $19.00

      Examples: why: the deadline is for orders without money
        | state           | event                                      | why                       |
        | paid            | the confirmation mail has been sent        | the money was taken       |
        | partly refunded | the staff has refunded $4.99 of the order  | some of it was kept       |
        | refunded        | the staff has refunded $19.00 of the order | it was paid all the same  |
