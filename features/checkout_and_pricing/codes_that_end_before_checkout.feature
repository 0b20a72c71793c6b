@checkout_pricing @critical
Feature: Codes that end before checkout
  A code that applied when the customer saw the total may not apply any more at the checkout.

  Rule: A code that no longer applies is removed, and the customer is told before the charge

    Scenario: The code expires after the customer has seen the total
      Given the discount code "SPRING" takes $2.00 off, for an hour
      And the customer's cart holds 2 copies of "Dune" at $9.50 with the code "SPRING"
      And the customer has seen a total of $17.00
      And 2 hours have passed
      When the customer checks out
      Then the customer is told that the code "SPRING" does not apply, because it has expired
      And the bank has not been asked

    Scenario: The customer buys without the code that has expired
      Given the discount code "SPRING" takes $2.00 off, for an hour
      And the customer's cart holds 2 copies of "Dune" at $9.50 with the code "SPRING"
      And the customer has seen a total of $17.00
      And 2 hours have passed
      And the customer has been told of the new total
      When the customer accepts the new total
      Then the card has been charged $19.00 once

    Scenario: Another customer has made the only use of the code
      Given the discount code "SPRING" takes $2.00 off, once in all
      And the customer's cart holds 1 copy of "Dune" at $9.50 with the code "SPRING"
      And the customer has seen a total of $7.50
      And another customer's cart holds 1 copy of "Dune" at $9.50 with the code "SPRING"
      And another customer has bought the cart
      When the customer checks out
      Then the customer is told that the code "SPRING" does not apply, because it is used up

    Scenario: The shop withdraws the code after the customer has seen the total
      Given the discount code "SPRING" takes $2.00 off
      And the customer's cart holds 2 copies of "Dune" at $9.50 with the code "SPRING"
      And the customer has seen a total of $17.00
      And the staff has withdrawn the code "SPRING"
      When the customer checks out
      Then the customer is told that the code "SPRING" does not apply, because it was withdrawn
      And the bank has not been asked

    Scenario: An order keeps the discount of a code that the shop has withdrawn since
      Given the discount code "SPRING" takes $2.00 off
      And the customer's cart holds 2 copies of "Dune" at $9.50 with the code "SPRING"
      And the customer has bought the cart
      And the staff has withdrawn the code "SPRING"
      When the customer cancels the order
      Then the customer's order is canceled
      And the card has been charged $17.00 and refunded $17.00

  Rule: A code can be used again when its checkout ended without an order

    Scenario: The first card is declined
      Given the discount code "SPRING" takes $2.00 off, once in all
      And the customer's cart holds 2 copies of "Dune" at $9.50 with the code "SPRING"
      And the customer's first card has been declined
      When the customer checks out with another card
      Then the customer has one order of $17.00
      And the card has been charged $17.00 once
