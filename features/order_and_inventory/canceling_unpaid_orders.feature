@order_inventory @critical
Feature: Canceling unpaid orders
  An unpaid order blocks copies and the customer's money. It is canceled after three days.

  Rule: After three days an unpaid order is canceled, and its hold and copies are released

    Scenario: The checkout is killed before the charge and stays down for days
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer's checkout was killed when it was about to request the charge
      When 4 days pass
      Then the customer's order of $19.00 is canceled
      And no customer has been charged without an order
      And 5 copies of "Dune" are left

    Scenario: The checkout is killed with the only use of a code and stays down for days
      Given the discount code "SPRING" takes $2.00 off, once in all, canceled orders included
      And the customer's cart holds 2 copies of "Dune" at $9.50 with the code "SPRING"
      And the customer's checkout was killed when it was about to request the charge
      When 73 hours pass
      Then the customer's order of $17.00 is canceled
      And another customer can use the code "SPRING"

  Rule: Until then the order belongs to its checkout

    Scenario: The checkout comes back an hour before the three days are over
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer's checkout was killed when it was about to request the charge
      And 71 hours have passed
      When the checkout comes back
      Then the customer's order of $19.00 is paid
      And 3 copies of "Dune" are left

    Scenario: The customer cannot cancel an order that is not paid yet
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer's checkout was killed when it was about to request the charge
      When the customer cancels the unpaid order
      Then the customer is told that the checkout is not finished
      And the customer's order of $19.00 is unpaid

  Rule: An order that was charged is kept, also after three days

    Scenario: The checkout is killed after the charge and stays down for days
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer's checkout was killed when it was about to mark the order as paid
      And 4 days have passed
      When the checkout comes back
      Then the customer's order of $19.00 is paid
      And 3 copies of "Dune" are left

    Scenario Outline: An order that was <state> is kept when an unpaid one is canceled
      Given the customer has bought 2 copies of "Dune" at $9.50
      And <event>
      And another customer's cart holds 1 copy of "Dune"
      And another customer's checkout was killed when it was about to request the charge
      When 4 days pass
      Then another customer's order of $9.50 is canceled
      And the customer has one order of $19.00

      Examples:
        | state           | event                                      | why                       |
        | paid            | the confirmation mail has been sent        | it was charged            |
        | partly refunded | the staff has refunded $4.99 of the order  | a part was refunded       |
        | refunded        | the staff has refunded $19.00 of the order | it was paid before        |
