@checkout_pricing @critical
Feature: Sale prices
  A title costs less for a time. What counts is the moment of the checkout.

  Background:
    Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50

  Rule: While the sale lasts, its price is charged

    Scenario: The title is on sale
      Given "Dune" is on sale for $7.00, and the sale ends in 2 hours
      When the customer checks out
      Then the customer has one order of $14.00
      And the card has been charged $14.00 once
      And the customer gets one confirmation mail over $14.00

    Scenario: A sale never makes a title dearer
      Given "Dune" is on sale for $12.00, and the sale ends in 2 hours
      When the customer checks out
      Then the customer has one order of $19.00

  Rule: A sale that has ended is not charged for without asking, one that has begun counts at once

    Scenario: The sale ends after the customer has seen the total
      Given "Dune" is on sale for $7.00, and the sale ends in 2 hours
      And the customer has seen a total of $14.00
      And 2 hours have passed
      When the customer checks out
      Then the customer is told that the total is $19.00 now
      And the bank has not been asked
      And 5 copies of "Dune" are left

    Scenario: The customer accepts the price after the sale
      Given "Dune" is on sale for $7.00, and the sale ends in 2 hours
      And the customer has seen a total of $14.00
      And 2 hours have passed
      And the customer has been told of the new total
      When the customer accepts the new total
      Then the customer has one order of $19.00

    Scenario: The sale begins after the customer has seen the total
      Given a sale of "Dune" for $7.00 begins in 2 hours
      And the customer has seen a total of $19.00
      And 2 hours have passed
      When the customer checks out
      Then the customer has one order of $14.00
      And the card has been charged $14.00 once

    Scenario: The sale has not begun
      Given a sale of "Dune" for $7.00 begins in 2 hours
      And 1 hour has passed
      When the customer checks out
      Then the customer has one order of $19.00
