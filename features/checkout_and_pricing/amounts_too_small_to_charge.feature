@checkout_pricing @critical
Feature: Amounts too small to charge
  The gateway accepts no payment below a minimum. The shop knows the minimum, and does not ask the bank.

  Rule: A total below the gateway's minimum is refused before the bank is asked

    Scenario Outline: The total is <total>
      Given the customer's cart holds 1 of the shop's 5 copies of "Dune" at <total>
      When the customer checks out
      Then the customer is told "The total is too small to be paid by card."
      And the bank has not been asked
      And the customer has no order
      And 5 copies of "Dune" are left

      Examples:
        | total | why                    |
        | $0.49 | a cent below 50        |
        | £0.29 | a penny below 30       |
        | ¥49   | a yen below 50         |

    Scenario Outline: The total is <total>, the smallest amount that can be charged
      Given the customer's cart holds 1 copy of "Dune" at <total>
      When the customer checks out
      Then the customer has one order of <total>
      And the card has been charged <total> once

      Examples:
        | total | why              |
        | $0.50 | 50 cents         |
        | £0.30 | 30 pence         |
        | ¥50   | 50 yen           |
