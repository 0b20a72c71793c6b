@checkout_pricing @critical
Feature: Free shipping from a total
  A large order is shipped for nothing. What counts is what the titles cost after the discount.

  Background:
    Given shipping to the United States costs $4.90, and nothing from $20.00 on

  Rule: The titles after the discount decide, neither the shipping nor the tax

    Scenario Outline: Copies for <titles> are shipped
      Given the customer's cart holds 2 copies of "Dune" at <price>
      When the customer checks out
      Then the customer has one order of <total>
      And the card has been charged <total> once

      Examples: why: the total is reached exactly, or missed by a cent
        | price  | titles | total  | why                                  |
        | $10.00 | $20.00 | $20.00 | exactly the total                    |
        | $9.99  | $19.98 | $24.88 | shipping does not help to reach it   |
        | $10.01 | $20.02 | $20.02 | more than the total                  |

    Scenario: A discount takes the titles below the total
      Given the discount code "SPRING" takes 10% off
      And the customer's cart holds 2 copies of "Dune" at $10.00 with the code "SPRING"
      When the customer checks out
      Then the customer has one order of $22.90

    Scenario: Tax that is added does not help to reach the total
      Given tax of 10% is added in Oregon, where the customer lives
      And the customer's cart holds 2 copies of "Dune" at $9.50
      When the customer checks out
      Then the customer has one order of $25.80

  Rule: What was free when the customer looked is paid for only with consent

    Scenario: The customer's price falls below the total after the customer has looked
      Given the customer's cart holds 2 copies of "Dune" at $10.00
      And the customer has seen a total of $20.00
      And the price of "Dune" has changed to $9.50
      When the customer checks out
      Then the customer is told that the total is $23.90 now
      And the bank has not been asked
