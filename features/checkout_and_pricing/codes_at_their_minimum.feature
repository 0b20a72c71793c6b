@checkout_pricing @critical
Feature: Codes at their minimum
  A code counts from its minimum on. Shipping and tax do not help to reach it.

  Rule: A subtotal of exactly the minimum is enough, in each currency

    Scenario Outline: Two copies at <price> for a reader in <country>
      Given the customer lives in <country>
      And shipping to <country>, where the customer lives, costs <shipping>
      And the discount code "SPRING" takes <off> off, from <minimum> on
      And the customer's cart holds 2 copies of "Dune" at <price> with the code "SPRING"
      When the customer checks out
      Then the customer has one order of <total>
      And the card has been charged <total> once

      Examples:
        | country           | price     | shipping  | off       | minimum   | total     | why                    |
        | the United States | $9.50     | $4.00     | $2.00     | $19.00    | $21.00    | exactly the minimum    |
        | the United States | $9.50     | $4.00     | $2.00     | $19.01    | $23.00    | a cent is missing      |
        | Germany           | €9.99     | €4.90     | €2.50     | €19.98    | €22.38    | exactly, in cents      |
        | Japan             | ¥950      | ¥600      | ¥150      | ¥1900     | ¥2350     | exactly, without cents |
        | Kuwait            | KWD 2.505 | KWD 1.250 | KWD 0.500 | KWD 5.010 | KWD 5.760 | exactly, in fils       |

  Rule: The subtotal counts, without the tax that is added to it

    Scenario: Only with tax and shipping would the minimum be reached
      Given tax of 10% is added in Oregon, where the customer lives, also on shipping
      And shipping to the United States, where the customer lives, costs $4.00
      And the discount code "SPRING" takes $2.00 off, from $20.00 on
      And the customer's cart holds 2 copies of "Dune" at $9.50 with the code "SPRING"
      When the customer checks out
      Then the customer has one order of $25.30

    Scenario: The minimum is reached, and the discount lowers the tax
      Given tax of 10% is added in Oregon, where the customer lives, also on shipping
      And shipping to the United States, where the customer lives, costs $4.00
      And the discount code "SPRING" takes $2.00 off, from $19.00 on
      And the customer's cart holds 2 copies of "Dune" at $9.50 with the code "SPRING"
      When the customer checks out
      Then the customer has one order of $23.10

    Scenario: Included tax is part of the subtotal
      Given the prices in Germany include 7% tax
      And the customer lives in Germany
      And the discount code "SPRING" takes €2.00 off, from €19.98 on
      And the customer's cart holds 2 copies of "Dune" at €9.99 with the code "SPRING"
      When the customer checks out
      Then the customer has one order of €17.98
      And the mail says "Tax included: €1.18"
