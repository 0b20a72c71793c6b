@cart_pricing @normal
Feature: Totals of a changed cart
  A customer who changes the cart, or goes back to the address, sees what it costs now, with tax and shipping.

  Rule: Tax and shipping follow from what is in the cart now

    Scenario: Copies are added, and are taxed like the first one
      Given tax of 10% is added in Oregon, where the customer lives
      And the customer's cart holds 1 copy of "Dune" at $10.00
      And the customer has seen a total of $11.00
      When the customer adds 2 copies of "Dune"
      Then the customer is asked to pay $33.00

    Scenario: A title is removed, and the other one is shipped for the same price
      Given express shipping to the United States costs $4.00
      And the customer's cart holds 1 copy of "Dune" at $10.00
      And the customer's cart holds 1 copy of "Emma" at $5.00
      And the customer has chosen express shipping, and has seen a total of $19.00
      When the customer removes "Emma" from the cart
      Then the customer is asked to pay $14.00

    Scenario: The title that had the other rate is removed
      Given tax of 10% is added in Oregon, where the customer lives, and 2% for titles of the reduced rate
      And the customer's cart holds 1 copy of "Dune" at $10.00
      And the customer's cart holds 1 copy of "Emma" at $5.00
      And "Emma" has the reduced tax rate
      And the customer has seen a total of $16.10
      When the customer removes "Emma" from the cart
      Then the customer is asked to pay $11.00

  Rule: Tax and shipping follow from the address as it is now

    Scenario: The customer goes back to the address, and has the book sent to another country
      Given tax of 10% is added in Oregon, where the customer lives
      And the customer's cart holds 1 copy of "Dune" at $10.00
      And the customer has seen a total of $11.00
      And express shipping to Canada costs $6.00
      And the customer lives in Canada
      When the customer looks at the total
      Then the customer is asked to pay $16.00
