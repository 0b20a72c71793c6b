@checkout_pricing @critical
Feature: Codes for named titles
  A discount code may be for some titles alone. What it takes off is theirs, at the checkout and at a refund.

  Rule: The code takes its part off the titles that it is for

    Scenario Outline: One of two titles is discounted: <off>
      Given the customer's cart holds 2 copies of "Dune" at $10.00
      And the customer's cart holds 1 copy of "Emma" at $5.00
      And the discount code "DUNE" takes <off> off "Dune"
      And the customer has entered the code "DUNE"
      When the customer checks out
      Then the customer has one order of <total>
      And the card has been charged <total> once

      Examples:
        | off    | total  | why                                   |
        | 25%    | $20.00 | a quarter of $20.00, and not of $25.00 |
        | $30.00 | $5.00  | at most what the title costs          |

    Scenario: Each of two titles has a code of its own
      Given the customer's cart holds 2 copies of "Dune" at $10.00
      And the customer's cart holds 1 copy of "Emma" at $5.00
      And the discount code "DUNE" takes 20% off "Dune"
      And the discount code "EMMA" takes 50% off "Emma"
      And the customer has entered the code "DUNE"
      When the customer enters the code "EMMA"
      Then the customer is asked to pay $18.50

    Scenario: What was taken off one title is not given back with the other
      Given the customer's cart holds 2 copies of "Dune" at $10.00
      And the customer's cart holds 1 copy of "Emma" at $5.00
      And the discount code "DUNE" takes 25% off "Dune"
      And the customer has bought the cart with the code "DUNE"
      When the staff refunds 1 copy of "Emma"
      Then $5.00 of the order has been refunded

  Rule: The minimum of a code is what its own titles cost

    Scenario: The other title does not help to reach the minimum
      Given the customer's cart holds 1 copy of "Dune" at $10.00
      And the customer's cart holds 2 copies of "Emma" at $9.00
      And the discount code "DUNE" takes $2.00 off "Dune", from $20.00 on
      When the customer enters the code "DUNE"
      Then the customer is asked to pay $28.00
      And the customer sees that the code "DUNE" does not apply, because it needs a larger cart

    Scenario: None of its titles is in the cart
      Given the shop has 5 copies of "Dune" at $10.00
      And the discount code "DUNE" takes 25% off "Dune"
      And the customer's cart holds 2 copies of "Emma" at $9.00
      When the customer enters the code "DUNE"
      Then the customer is asked to pay $18.00
      And the customer sees that the code "DUNE" does not apply, because it is for other titles

    Scenario: The title that the code is for is removed after the customer has seen the total
      Given the customer's cart holds 1 copy of "Dune" at $10.00
      And the customer's cart holds 2 copies of "Emma" at $9.00
      And the discount code "DUNE" takes 25% off "Dune"
      And the customer has entered the code "DUNE"
      When the customer removes "Dune" from the cart
      Then the customer is asked to pay $18.00
