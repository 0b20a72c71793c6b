@checkout_pricing @normal
Feature: Amounts too large to charge
  The gateway accepts no payment above a maximum. The shop knows the maximum, and does not ask the bank.

  Rule: An order with an amount above the gateway's maximum is refused before the bank is asked

    Scenario Outline: The total of 2 copies at <price> each
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at <price>
      When the customer checks out
      Then the customer is told "The order is too large to be paid at once. Nothing was charged."
      And the bank has not been asked
      And the customer has no order
      And 5 copies of "Dune" are left

      Examples:
        | price      | why                     |
        | $500000.00 | a cent above $999999.99 |
        | ¥50000000  | a yen above ¥99999999   |

    Scenario: The price rises above it after the customer has seen the total
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $400000.00
      And the customer has seen a total of $800000.00
      And the price of "Dune" has changed to $600000.00
      When the customer checks out
      Then the customer is told "The order is too large to be paid at once. Nothing was charged."
      And the bank has not been asked
      And 5 copies of "Dune" are left

    Scenario: The subtotal is above it, and a code takes the total below it
      Given the discount code "HALF" takes 50% off
      And the customer's cart holds 2 copies of "Dune" at $600000.00 with the code "HALF"
      When the customer checks out
      Then the customer is told "The order is too large to be paid at once. Nothing was charged."
      And the bank has not been asked

    Scenario: The total is the most that can be charged
      Given the customer's cart holds 1 copy of "Dune" at $999999.99
      When the customer checks out
      Then the customer has one order of $999999.99
      And the card has been charged $999999.99 once
