@checkout_pricing @critical
Feature: Shipping rates by currency
  A country has a shipping rate in each currency. None is converted.

  Background:
    Given the customer lives in Germany
    And shipping to Germany, where the customer lives, costs €4.90
    And shipping to Germany, where the customer lives, costs $7.00

  Rule: An order is shipped at the rate in its own currency

    Scenario Outline: A title at <price> is shipped to Germany
      Given the customer's cart holds 1 copy of "Dune" at <price>
      When the customer checks out
      Then the customer has one order of <total>
      And the card has been charged <total> once

      Examples:
        | price | total  | why                |
        | €9.50 | €14.40 | the rate set first |
        | $9.50 | $16.50 | the rate set last  |
