@checkout_pricing @critical
Feature: Several codes
  A cart may have several discount codes. In which order they are entered makes no difference to the total.

  Background:
    Given the customer's cart holds 2 copies of "Dune" at $10.00
    And the discount code "TENTH" takes 10% off
    And the discount code "TWO" takes $2.00 off

  Rule: Percents are taken off before amounts, each off what the code before has left

    Scenario Outline: The customer enters <codes>
      Given the discount code "HALF" takes 50% off "Dune"
      And the customer has entered the codes <codes>
      When the customer checks out
      Then the customer has one order of <total>
      And the card has been charged <total> once
      And the customer gets one confirmation mail over <total>

      Examples:
        | codes                     | total  | why                              |
        | "TWO" and "TENTH"         | $16.00 | 10% of $20.00, then $2.00        |
        | "TENTH" and "TWO"         | $16.00 | the order makes no difference    |
        | "TWO", "TENTH" and "HALF" | $7.00  | $10.00 is left, then 10% of that |

    Scenario: A code that finds nothing left to take off is kept for another cart
      Given the discount code "FREE" takes 100% off
      And the discount code "ONCE" takes $5.00 off, once in all
      And the customer has entered the codes "ONCE" and "FREE"
      When the customer checks out
      Then the customer has one order of $0.00
      And the customer can use the code "ONCE"

  Rule: Each code ends for itself

    Scenario: One of two codes expires after the customer has seen the total
      Given the discount code "GIFT" takes $5.00 off, for an hour
      And the customer has entered the codes "GIFT" and "TENTH"
      And the customer has seen a total of $13.00
      And 2 hours have passed
      When the customer checks out
      Then the customer is told that the code "GIFT" does not apply, because it has expired
      And the customer is told that the total is $18.00 now

    Scenario: A canceled order gives back each of its codes
      Given the discount code "ONCE" takes $5.00 off, once in all
      And the customer has entered the codes "ONCE" and "TENTH"
      And the customer has bought the cart
      When the customer cancels the order
      Then the customer's order is canceled
      And the customer can use the code "ONCE"

    Scenario: The first card is declined, and both codes are used by the second
      Given the discount code "ONCE" takes $5.00 off, once in all
      And the customer has entered the codes "ONCE" and "TENTH"
      And the customer's first card has been declined
      When the customer checks out with another card
      Then the customer has one order of $13.00
