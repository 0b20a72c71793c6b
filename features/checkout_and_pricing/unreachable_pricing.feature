@checkout_pricing @critical
Feature: Unreachable pricing
  Without pricing the total of a cart is unknown, and no order is made with a guessed total.

  Background:
    Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
    And the customer has seen a total of $19.00

  Rule: Without a price no order is made and the bank is not asked

    Scenario Outline: Pricing <fault> when the customer checks out
      Given pricing <fault>
      When the customer checks out
      Then the customer is asked to try again later
      And the customer has no order
      And the bank has not been asked
      And 5 copies of "Dune" are left

      Examples:
        | fault             | why                         |
        | cannot be reached | it was not asked            |
        | does not answer   | it may have bound the price |

  Rule: After an outage of pricing the current prices are charged

    Scenario: The price has risen since pricing could not be reached
      Given the first checkout has failed because pricing could not be reached
      And the price of "Dune" has changed to $12.00
      When the customer checks out
      Then the customer is told that the total is $24.00 now
      And the card has not been charged

    Scenario: The customer tries again
      Given the first checkout has failed because pricing could not be reached
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
