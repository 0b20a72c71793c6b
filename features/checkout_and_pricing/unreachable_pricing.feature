@checkout_pricing @critical
Feature: Unreachable pricing
  Without pricing nobody knows what a cart costs, and nothing is sold at a guess.

  Background:
    Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
    And the customer has seen a total of $19.00

  Rule: Nothing is ordered and nothing is charged without a price

    Scenario Outline: Pricing <mishap> when the customer checks out
      Given pricing <mishap>
      When the customer checks out
      Then the customer is asked to try again later
      And the customer has no order
      And the bank has not been asked
      And 5 copies of "Dune" are left

      Examples: why: a price that was seen is not a price that is valid
        | mishap            | why                         |
        | cannot be reached | it was not asked            |
        | does not answer   | it may have bound the price |

  Rule: Once pricing is back its prices count, not those that were seen before

    Scenario: The price has risen while pricing was away
      Given the first checkout has failed because pricing was away
      And the price of "Dune" has changed to $12.00
      When the customer checks out
      Then the customer is told that the total is $24.00 now
      And the card has not been charged

    Scenario: The customer tries again
      Given the first checkout has failed because pricing was away
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
