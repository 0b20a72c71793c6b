@cart_pricing @normal
Feature: Ways of shipping in the cart
  The cart shows what each way costs, and no way that cannot be had.

  Background:
    Given standard shipping to the United States costs $5.00
    And express shipping to the United States costs $12.00
    And the customer's cart holds 1 copy of "Dune" at $9.50

  Rule: The total is that of the way that was chosen

    Scenario: The customer looks at the total with the faster way
      Given the customer has chosen express shipping
      When the customer looks at the total
      Then the customer sees a total of $21.50

  Rule: A way that is offered no longer is not shown

    Scenario: The way was withdrawn before the customer chose it
      Given express shipping to the United States is offered no longer
      And the customer has chosen express shipping
      When the customer looks at the total
      Then the customer is told that express shipping is not offered, but standard is

    Scenario: No way is left
      Given express shipping to the United States is offered no longer
      And standard shipping to the United States is offered no longer
      When the customer looks at the total
      Then the customer is told that nothing is shipped to the United States
