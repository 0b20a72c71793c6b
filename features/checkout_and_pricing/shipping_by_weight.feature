@checkout_pricing @normal
Feature: Shipping by weight
  Each kilogram that is begun counts, and a way of shipping carries no more than it can.

  Background:
    Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50

  Rule: Each kilogram that is begun is paid for

    Scenario Outline: Two copies of <grams> g each are shipped
      Given shipping to the United States costs $3.00, and $2.00 for each kilogram
      And a copy of "Dune" weighs <grams> g
      When the customer checks out
      Then the customer has one order of <total>
      And the card has been charged <total> once

      Examples: why: a kilogram counts from its first gram on
        | grams | total  | why                     |
        | 499   | $24.00 | one kilogram is begun   |
        | 500   | $24.00 | exactly one kilogram    |
        | 501   | $26.00 | the second one is begun |

    Scenario: The weight is corrected after the customer has seen the total
      Given shipping to the United States costs $3.00, and $2.00 for each kilogram
      And the customer has seen a total of $22.00
      And a copy of "Dune" weighs 500 g
      When the customer checks out
      Then the customer is told that the total is $24.00 now
      And the bank has not been asked

  Rule: A way of shipping that does not carry the parcel is not offered

    Scenario: The parcel is as heavy as express carries
      Given standard shipping to the United States costs $5.00
      And express shipping to the United States costs $12.00 for at most 2000 g
      And a copy of "Dune" weighs 1000 g
      And the customer has chosen express shipping
      When the customer checks out
      Then the customer has one order of $31.00

    Scenario: The parcel is too heavy for express
      Given standard shipping to the United States costs $5.00
      And express shipping to the United States costs $12.00 for at most 2000 g
      And a copy of "Dune" weighs 1001 g
      And the customer has chosen express shipping
      When the customer checks out
      Then the customer is told that express shipping is not offered, but standard is

    Scenario: The parcel is too heavy for every way
      Given standard shipping to the United States costs $5.00 for at most 2000 g
      And a copy of "Dune" weighs 1001 g
      When the customer checks out
      Then the customer is told that nothing is shipped to the United States
