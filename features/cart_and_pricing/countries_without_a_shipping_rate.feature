@cart_pricing @critical
Feature: Countries without a shipping rate
  A parcel that the shop has not calculated is not sent for nothing.

  Rule: Without a shipping rate for the country and the currency there is no total and no order

    Scenario Outline: The customer in Canada <acts>
      Given the customer lives in Canada, and no shipping rate is set for it
      And the customer's cart holds 1 copy of "Dune" at $9.50
      When the customer <acts>
      Then the customer is told that nothing is shipped to Canada
      And the bank has not been asked

      Examples: why: the total cannot be known
        | acts               | why                         |
        | looks at the total | before anything is promised |
        | checks out         | before anything is paid     |

    Scenario: Shipping to Germany is set in another currency only
      Given the customer lives in Germany, and no shipping rate is set for it
      And shipping to Germany, where the customer lives, costs €4.00
      And the customer's cart holds 1 copy of "Dune" at $9.50
      When the customer checks out
      Then the customer is told that nothing is shipped to Germany

  Rule: Shipping is free where the rate that is set is zero

    Scenario: Shipping to Canada costs nothing
      Given the customer lives in Canada, and no shipping rate is set for it
      And shipping to Canada, where the customer lives, costs $0.00
      And the customer's cart holds 1 copy of "Dune" at $9.50
      When the customer checks out
      Then the customer has one order of $9.50
