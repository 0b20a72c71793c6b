@checkout_pricing @critical
Feature: Free orders
  A discount can reduce a total to zero, and never below it.

  Rule: An order with a total of zero is paid at once, without the bank

    @smoke
    Scenario Outline: The code takes off <off> of $19.00
      Given the discount code "GIFT" takes <off> off
      And the customer's cart holds 2 copies of "Dune" at $9.50 with the code "GIFT"
      When the customer checks out
      Then the customer has one order of $0.00
      And the bank has not been asked
      And the customer gets one confirmation mail over $0.00
      And no line of the order is negative

      Examples:
        | off    | why                              |
        | 100%   | the whole subtotal               |
        | $19.00 | exactly the subtotal             |
        | $50.00 | more than the subtotal           |

    Scenario: The customer chooses no payment method
      Given the discount code "GIFT" takes 100% off
      And the customer's cart holds 2 copies of "Dune" at $9.50 with the code "GIFT"
      And the customer chooses no payment method
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

  Rule: A total above zero needs a payment method

    Scenario: Shipping is left to pay, and no payment method is chosen
      Given shipping to the United States, where the customer lives, costs $4.99
      And the discount code "GIFT" takes 100% off
      And the customer's cart holds 2 copies of "Dune" at $9.50 with the code "GIFT"
      And the customer chooses no payment method
      When the customer checks out
      Then the customer is told "The order must be paid: say how."
      And the customer can use the code "GIFT"
