@checkout_pricing @blocker
Feature: Changed totals
  Prices and taxes can change after the customer has seen the total and before the checkout.

  Rule: A customer is not charged more than the confirmed total: a higher one must be accepted first

    @smoke
    Scenario: The price rises after the customer has seen the total
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer has seen a total of $19.00
      And the price of "Dune" has changed to $12.00
      When the customer checks out
      Then the customer is told that the total is $24.00 now
      And the bank has not been asked
      And 5 copies of "Dune" are left

    Scenario: The customer accepts the new total
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer has seen a total of $19.00
      And the price of "Dune" has changed to $12.00
      And the customer has been told of the new total
      When the customer accepts the new total
      Then the customer has one order of $24.00
      And the card has been charged $24.00 once

    Scenario: The tax rate changes after the customer has seen the total
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer has seen a total of $19.00
      And tax of 10% is added in Oregon, where the customer lives
      When the customer checks out
      Then the customer is told that the total is $20.90 now
      And the bank has not been asked

  Rule: A lower price is charged without asking the customer again

    Scenario: The price falls after the customer has seen the total
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer has seen a total of $19.00
      And the price of "Dune" has changed to $8.00
      When the customer checks out
      Then the customer has one order of $16.00
      And the card has been charged $16.00 once
      And the customer gets one confirmation mail over $16.00

  Rule: The confirmed total is charged, also when a price changes during the checkout

    Scenario Outline: The price changes to <price> before the gateway has confirmed the <request>
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And "Dune" will cost <price> before the gateway has confirmed the <request>
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And the customer gets one confirmation mail over $19.00

      Examples:
        | price  | request | why                       |
        | $12.00 | hold    | it rises before the order |
        | $8.00  | hold    | it falls before the order |
        | $12.00 | charge  | it rises after the order  |
