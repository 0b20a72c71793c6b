@checkout_pricing @critical
Feature: Tax rates that begin on a date
  A new tax rate begins on a day. What counts is when the order is placed, not when it is paid or refunded.

  Background:
    Given tax of 10% is added in Oregon, where the customer lives
    And the customer's cart holds 1 copy of "Dune" at $10.00

  Rule: An order has the rate that holds when it is placed

    Scenario: The new rate has not begun
      Given tax of 20% in Oregon, where the customer lives, begins in 2 hours
      And 1 hour has passed
      When the customer checks out
      Then the customer has one order of $11.00

    Scenario: The new rate has begun
      Given tax of 20% in Oregon, where the customer lives, begins in 2 hours
      And 2 hours have passed
      When the customer checks out
      Then the customer has one order of $12.00
      And the card has been charged $12.00 once

    Scenario: The new rate begins after the customer has seen the total
      Given tax of 20% in Oregon, where the customer lives, begins in 2 hours
      And the customer has seen a total of $11.00
      And 2 hours have passed
      When the customer checks out
      Then the customer is told that the total is $12.00 now
      And the bank has not been asked

  Rule: What was placed under the old rate is paid and refunded under it

    Scenario: The order is placed before, and its payment confirmed after the new rate has begun
      Given tax of 20% in Oregon, where the customer lives, begins in 5 minutes
      And the customer pays with a card whose bank asks for confirmation
      And the customer has been sent to the bank's page
      And 6 minutes have passed
      When the customer confirms the payment and comes back
      Then the customer has one order of $11.00
      And the card has been charged $11.00 once

    Scenario: The order is refunded after the new rate has begun
      Given tax of 20% in Oregon, where the customer lives, begins in 2 hours
      And the customer has bought the cart
      And 2 hours have passed
      When the staff refunds 1 copy of "Dune"
      Then the refund includes $1.00 tax and $0.00 discount
      And the card has been charged $11.00 and refunded $11.00
