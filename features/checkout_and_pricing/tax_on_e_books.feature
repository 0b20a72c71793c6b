@checkout_pricing @critical
Feature: Tax on e-books
  An e-book is not shipped: it is taxed where the bill goes, at the rate that the place has for it.

  Background:
    Given "Emma" is an e-book

  Rule: A state may tax e-books like printed titles, or not at all

    Scenario Outline: <state> taxes printed titles at <printed>% and e-books at <e-books>%
      Given tax of <printed>% is added in <state>, and <e-books>% on e-books
      And the bill of the customer goes to <state>
      And the customer's cart holds 1 copy of "Emma" at <price>
      When the customer checks out
      Then the customer has one order of <total>
      And the card has been charged <total> once

      Examples: why: the rates are those that record 46 names
        | state      | printed | e-books | price  | total  | why                                      |
        | Washington | 6.5     | 6.5     | $9.00  | $9.59  | an e-book is taxed; 58.5 cents are 59    |
        | New Jersey | 6.625   | 6.625   | $4.00  | $4.27  | a digital book is taxed; 26.5 cents are 27 |
        | California | 7.25    | 0       | $10.00 | $10.00 | what is sent by data is not taxed        |
        | New York   | 4       | 0       | $10.00 | $10.00 | an e-book is no tangible property        |

    Scenario: A printed title and an e-book are bought where printed titles alone are taxed
      Given tax of 7.25% is added in Oregon, and 0% on e-books
      And the customer's cart holds 1 copy of "Dune" and "Emma" each at $10.00
      When the customer checks out
      Then the customer has one order of $20.73

  Rule: In Germany and in Japan the price of an e-book includes its tax

    Scenario: In Germany e-books have the reduced rate of books
      Given the prices in Germany include 19% tax, and 7% for titles of the reduced rate
      And the customer lives in Germany
      And the customer's cart holds 1 copy of "Emma" at €10.70
      And "Emma" has the reduced tax rate
      When the customer checks out
      Then the customer has one order of €10.70
      And the mail says "Tax included: €0.70"

    Scenario: In Japan books and e-books have one rate
      Given the prices in Japan include 10% tax
      And the customer lives in Japan
      And the customer's cart holds 1 copy of "Dune" and "Emma" each at ¥1100
      When the customer checks out
      Then the customer has one order of ¥2200
      And the mail says "Tax included: ¥200"

  Rule: Where the tax on an e-book depends on the region, the billing address names it

    Scenario: The billing address has no region
      Given tax of 6.5% is added in Washington, and 6.5% on e-books
      And the bill of the customer goes to Washington
      And the customer leaves the region of the billing address out
      And the customer's cart holds 1 copy of "Emma" at $9.50
      When the customer checks out
      Then the customer is asked for the region that the tax depends on
      And the bank has not been asked

    Scenario: The delivery address of a cart without a parcel has no region
      Given tax of 6.5% is added in Washington, and 6.5% on e-books
      And the bill of the customer goes to Washington
      And the customer leaves the region of the address out
      And the customer's cart holds 1 copy of "Emma" at $9.00
      When the customer checks out
      Then the customer has one order of $9.59
