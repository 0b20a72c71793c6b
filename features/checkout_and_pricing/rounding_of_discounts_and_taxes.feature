@checkout_pricing @blocker
Feature: Rounding of discounts and taxes
  An amount with a fraction of a cent is rounded once, where it arises, half up. The lines still add up.

  Rule: A discount is taken off the order, and rounded once

    Scenario Outline: <off> off 2 copies at <price>
      Given the discount code "SPRING" takes <off> off
      And the customer's cart holds 2 copies of "Dune" at <price> with the code "SPRING"
      When the customer checks out
      Then the customer has one order of <total>
      And the card has been charged <total> once
      And the lines of the order sum to its total

      Examples:
        | off   | price     | total      | why                                   |
        | 20%   | $8.52     | $13.63     | twice 6.816, never twice 6.82         |
        | 12.5% | $9.70     | $16.97     | 2.425 is rounded up to 2.43; twice 1.21 is less |
        | 14%   | ¥333      | ¥573       | 93.24 yen are 93; twice 47 is more    |
        | 33%   | KWD 6.830 | KWD 9.150  | 4.5078 is 4.510; twice 2.250 is less  |

  Rule: Copies of a title are rounded together

    Scenario: Two copies at a price with single fils, which cannot be charged
      Given the customer's cart holds 2 copies of "Dune" at KWD 6.816
      When the customer checks out
      Then the customer has one order of KWD 13.630
      And the card has been charged KWD 13.630 once

  Rule: Tax is rounded for the order, not for each line

    Scenario Outline: Three titles at <price> with <rate> tax
      Given the shop has 5 copies of "Dune", "Emma" and "Ulysses" each at <price>
      And tax of <rate> is added in Oregon, where the customer lives
      And the customer's cart holds 1 copy of "Dune", "Emma" and "Ulysses" each
      When the customer checks out
      Then the customer has one order of <total>
      And the card has been charged <total> once
      And the lines of the order sum to its total

      Examples:
        | price     | rate   | total      | why                                         |
        | $9.99     | 7.25%  | $32.14     | 2.172825 is $2.17, three times 0.72 is less |
        | ¥333      | 10%    | ¥1099      | 99.9 is ¥100, three times 33 is less        |
        | KWD 2.350 | 5%     | KWD 7.400  | 0.3525 is 0.350, three times 0.120 is more  |

    Scenario: Tax that the prices include is not added to them
      Given the prices in Germany include 7% tax
      And the customer lives in Germany
      And the customer's cart holds 2 copies of "Dune" at €9.99
      When the customer checks out
      Then the customer has one order of €19.98
      And the mail says "Tax included: €1.31"
      And the lines of the order sum to its total
