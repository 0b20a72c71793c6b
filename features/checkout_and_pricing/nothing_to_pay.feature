@checkout_pricing @critical
Feature: Nothing to pay
  A discount can take off everything. It never takes off more.

  Rule: An order that costs nothing is paid at once, without the bank

    @smoke
    Scenario Outline: The code takes off <off> of $19.00
      Given the discount code "GIFT" takes <off> off
      And the customer's cart holds 2 copies of "Dune" at $9.50 with the code "GIFT"
      When the customer checks out
      Then the customer has one order of $0.00
      And the bank has not been asked
      And the customer gets one confirmation mail over $0.00
      And no line of the order costs less than nothing

      Examples: why: the discount ends at the subtotal
        | off    | why                              |
        | 100%   | all of it                        |
        | $19.00 | just as much                     |
        | $50.00 | more than there is to take off   |

    Scenario: The customer has no card at hand
      Given the discount code "GIFT" takes 100% off
      And the customer's cart holds 2 copies of "Dune" at $9.50 with the code "GIFT"
      And the customer names no way to pay
      When the customer checks out
      Then the customer has one order of $0.00
      And the bank has not been asked

    Scenario: The free order is canceled
      Given the discount code "GIFT" takes 100% off
      And the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer has bought the cart with the code "GIFT"
      When the customer cancels the order
      Then the customer's order is canceled
      And 5 copies of "Dune" are left

  Rule: Whoever has something to pay must say how

    Scenario: Shipping is left to pay, and the customer names no way to pay
      Given shipping to the United States costs $4.99
      And the discount code "GIFT" takes 100% off
      And the customer's cart holds 2 copies of "Dune" at $9.50 with the code "GIFT"
      And the customer names no way to pay
      When the customer checks out
      Then the customer is told "The order must be paid: say how."
      And the customer can use the code "GIFT"
