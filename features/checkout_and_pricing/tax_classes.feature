@checkout_pricing @critical
Feature: Tax classes
  Books often have a reduced tax rate, and what lies beside them the full one. One order can have both.

  Rule: Each title has the rate of its class

    Scenario: Two rates are included in the prices
      Given the prices in Germany include 19% tax, and 7% for titles of the reduced rate
      And the customer lives in Germany
      And the customer's cart holds 1 copy of "Dune" at €10.70
      And the customer's cart holds 1 copy of "Bookmark" at €11.90
      And "Dune" has the reduced tax rate
      When the customer checks out
      Then the mail says "Tax included: €2.60"

    Scenario: Two rates are added to the prices
      Given tax of 10% is added in Oregon, where the customer lives, and 2% for titles of the reduced rate
      And the customer's cart holds 2 copies of "Dune" at $10.00
      And the customer's cart holds 1 copy of "Bookmark" at $5.00
      And "Dune" has the reduced tax rate
      When the customer checks out
      Then the customer has one order of $25.90
      And the card has been charged $25.90 once

    Scenario: Where there is no reduced rate, the full one holds for all
      Given tax of 10% is added in Oregon, where the customer lives
      And the customer's cart holds 2 copies of "Dune" at $10.00
      And "Dune" has the reduced tax rate
      When the customer checks out
      Then the customer has one order of $22.00

    Scenario: The tax of each rate is rounded for itself
      Given tax of 5% is added in Oregon, where the customer lives, and 2.5% for titles of the reduced rate
      And the customer's cart holds 1 copy of "Dune" at $9.80
      And the customer's cart holds 1 copy of "Bookmark" at $0.90
      And "Dune" has the reduced tax rate
      When the customer checks out
      Then the customer has one order of $11.00

  Rule: Shipping is taxed at the highest rate of its goods, and a refund gives back what was paid

    Scenario: Shipping of two titles with two rates
      Given tax of 10% is added in Oregon, where the customer lives, also on shipping, and 2% for titles of the reduced rate
      And shipping to the United States, where the customer lives, costs $5.00
      And the customer's cart holds 1 copy of "Dune" at $10.00
      And the customer's cart holds 1 copy of "Bookmark" at $5.00
      And "Dune" has the reduced tax rate
      When the customer checks out
      Then the customer has one order of $21.20

    Scenario: The title of the reduced rate is refunded
      Given tax of 10% is added in Oregon, where the customer lives, and 2% for titles of the reduced rate
      And the customer's cart holds 2 copies of "Dune" at $10.00
      And the customer's cart holds 1 copy of "Bookmark" at $5.00
      And "Dune" has the reduced tax rate
      And the customer has bought the cart
      When the staff refunds 1 copy of "Dune"
      Then the refund includes $0.20 tax and $0.00 discount
