@checkout_pricing @blocker
Feature: Changed totals
  Between the look at the total and the click on "buy" prices and taxes can change.

  Rule: Nobody pays more than they agreed to: they are told the new total and must accept it

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
      And tax of 10% is added in "OR"
      When the customer checks out
      Then the customer is told that the total is $20.90 now
      And the bank has not been asked

  Rule: A price that has fallen is charged without asking again

    Scenario: The price falls after the customer has seen the total
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer has seen a total of $19.00
      And the price of "Dune" has changed to $8.00
      When the customer checks out
      Then the customer has one order of $16.00
      And the card has been charged $16.00 once
      And the customer gets one confirmation mail over $16.00

  Rule: What the customer agreed to is what is charged, whatever prices do meanwhile

    Scenario Outline: The price changes to <price> while the gateway is asked to <deed>
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      When the customer checks out, and "Dune" costs <price> before the gateway has agreed to <deed>
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And the customer gets one confirmation mail over $19.00

      Examples: why: the price is bound before any money is asked for
        | price  | deed           | why                          |
        | $12.00 | hold the money | it rises before the order    |
        | $8.00  | hold the money | it falls before the order    |
        | $12.00 | take the money | it rises after the order     |
