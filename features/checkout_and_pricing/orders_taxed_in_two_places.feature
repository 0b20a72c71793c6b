@checkout_pricing @critical
Feature: Orders taxed in two places
  Copies are taxed where they are shipped, e-books where the bill goes: one order can have the taxes of both.

  Background:
    Given "Emma" is an e-book
    And tax of 10% is added in Oregon, where the customer lives, also on shipping, and 2% for titles of the reduced rate

  Rule: Each title has the tax of its place, added or included as it is there

    @smoke
    Scenario: The copy goes to Oregon, and the bill to Germany
      Given the prices in Germany, where the bill of the customer goes, include 7% tax
      And the customer's cart holds 1 copy of "Dune" and "Emma" each at $10.70
      When the customer checks out
      Then the customer has one order of $22.47
      And the card has been charged $22.47 once
      And the mail says "Tax: $1.07"
      And the mail says "Tax included: $0.70"

    Scenario: The bill goes to Germany after the customer has seen the total
      Given the prices in Germany include 7% tax
      And the customer's cart holds 1 copy of "Dune" and "Emma" each at $10.70
      And the customer has seen a total of $23.54
      And the bill of the customer goes to Germany
      When the customer checks out
      Then the customer has one order of $22.47

    Scenario: The customer is exempt from tax
      Given the prices in Germany, where the bill of the customer goes, include 7% tax
      And the customer is exempt from tax
      And the customer's cart holds 1 copy of "Dune" and "Emma" each at $10.70
      When the customer checks out
      Then the customer has one order of $21.40
      And the mail says "Tax included: $0.70"

  Rule: The same rate of two places is rounded for each of them

    Scenario Outline: The bill goes to <place>
      Given tax of 10% is added in Washington, and 10% on e-books
      And the bill of the customer goes to <place>
      And the customer's cart holds 1 copy of "Dune" and "Emma" each at $9.54
      When the customer checks out
      Then the customer has one order of <total>

      Examples: why: a tax return has the tax of one place
        | place      | total  | why                                |
        | Oregon     | $20.99 | 190.8 cents are 191                |
        | Washington | $20.98 | twice 95.4 cents, and each time 95 |

  Rule: Shipping has the highest rate of what is shipped

    Scenario: An e-book of the full rate is bought with a printed title of the reduced one
      Given shipping to the United States, where the customer lives, costs $5.00
      And the customer's cart holds 1 copy of "Dune" and "Emma" each at $10.00
      And "Dune" has the reduced tax rate
      When the customer checks out
      Then the customer has one order of $26.30
      And the card has been charged $26.30 once
