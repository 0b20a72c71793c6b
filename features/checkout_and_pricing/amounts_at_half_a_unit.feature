@checkout_pricing @blocker
Feature: Amounts at half a unit
  A half of the smallest amount is rounded up, anything less is rounded down.

  Rule: Half a unit of added tax is charged in full

    Scenario Outline: <rate> tax on a title at <price>
      Given tax of <rate> is added in Oregon, where the customer lives
      And the customer's cart holds 1 copy of "Dune" at <price>
      When the customer checks out
      Then the customer has one order of <total>
      And the card has been charged <total> once

      Examples:
        | rate  | price     | total     | why                              |
        | 7.5%  | $1.00     | $1.08     | half a cent                      |
        | 7.49% | $1.00     | $1.07     | a hundredth of a cent less       |
        | 2.5%  | €4.20     | €4.31     | 10.5 cents, and 10 is even       |
        | 5%    | ¥110      | ¥116      | half a yen                       |
        | 5%    | KWD 2.100 | KWD 2.210 | 105 fils, and 100 can be charged |
        | 4.99% | KWD 2.100 | KWD 2.200 | 104.79 fils                      |

  Rule: Half a unit of a discount is taken off in full

    Scenario Outline: <off> off a title at <price>
      Given the discount code "SPRING" takes <off> off
      And the customer's cart holds 1 copy of "Dune" at <price> with the code "SPRING"
      When the customer checks out
      Then the customer has one order of <total>
      And the card has been charged <total> once

      Examples:
        | off    | price     | total     | why                        |
        | 12.5%  | $1.00     | $0.87     | half a cent                |
        | 12.49% | $1.00     | $0.88     | a hundredth of a cent less |
        | 12.5%  | €1.00     | €0.87     | half a cent                |
        | 5%     | ¥110      | ¥104      | half a yen                 |
        | 5%     | KWD 2.100 | KWD 1.990 | 105 fils, so 110 come off  |

  Rule: Half a unit of included tax is told in full

    Scenario: A rate at which the included tax ends in half a cent
      Given the prices in Germany include 60% tax
      And the customer lives in Germany
      And the customer's cart holds 1 copy of "Dune" at €1.00
      When the customer checks out
      Then the customer has one order of €1.00
      And the mail says "Tax included: €0.38"
