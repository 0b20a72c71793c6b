@checkout_pricing @critical
Feature: Tax by region
  A tax that the customer can avoid by a spelling is paid by the shop.

  Background:
    Given tax of 10% is added in Oregon, where the customer lives
    And the customer's cart holds 1 copy of "Dune" at $10.00

  Rule: A region is known by its code and by its names

    Scenario Outline: The region is written as <region>
      Given the customer writes the region of the address as "<region>"
      When the customer checks out
      Then the customer has one order of <total>
      And the card has been charged <total> once

      Examples: why: people and forms write it in these ways
        | region  | total  | why                        |
        | Oregon  | $11.00 | the name                   |
        | oregon  | $11.00 | a hasty name               |
        | US-OR   | $11.00 | the code of ISO 3166-2     |
        | Nevada  | $10.00 | another, which has no tax  |

  Rule: The rate of a region comes before the rate of its country

    Scenario Outline: The prices of the country include a tax, and the region is <region>
      Given the prices in the United States include 20% tax
      And the customer writes the region of the address as "<region>"
      When the customer checks out
      Then the customer has one order of <total>
      And the card has been charged <total> once

      Examples:
        | region | total  | why                                |
        | Oregon | $11.00 | a rate of its own, which is added  |
        | Nevada | $10.00 | the rate of the country            |

  Rule: Where the tax depends on the region, a region that is not known is asked for

    Scenario Outline: The region is <text>
      Given the customer fills the region of the address with <text>
      When the customer checks out
      Then the customer is asked for the region that the tax depends on
      And the bank has not been asked

      Examples: why: an order without a region would be untaxed
        | text    | why                      |
        | nothing | the field was empty      |
        | blanks  | the field looked empty   |
        | a dot   | the form was fooled      |

    Scenario: The region does not exist
      Given the customer writes the region of the address as "Orgeon"
      When the customer looks at the total
      Then the customer is asked for the region that the tax depends on

    Scenario: The region is not in the country
      Given the customer writes the region of the address as "Ontario"
      When the customer checks out
      Then the customer is asked for the region that the tax depends on
      And the bank has not been asked
