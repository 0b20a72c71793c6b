@resilience @blocker
Feature: Answers of pricing
  A quote that is not whole, or does not add up, is believed by nobody.

  Background:
    Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50

  Rule: A checkout asks again rather than charge what cannot be right

    Scenario Outline: The customer has the order although the quote <breach>
      Given the answer to the binding quote from checkout to pricing <breach>
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And checkout has logged "<named>"

      Examples: why: the same quote is given again, and this time it is whole
        | breach                        | named                                         | why                    |
        | is garbage                    | checkout -> pricing: PUT /quotes/             | it cannot be read      |
        | has no "grand_total"          | field 'grand_total' of the answer             | nobody knows the total |
        | has a wrong "lines.0.tax"     | field 'lines.0.tax' of the answer             | text is no amount      |
        | has a 0 as "lines.0.unit_price" | field 'lines.0.unit_price' of the answer    | no title is free       |
        | has a 0 as "grand_total"      | its grand_total is 0, the parts sum to 1900   | it would be a gift     |
        | has a 0 as "lines.0.line_total" | is 0, its copies are 1900                   | a line would be a gift |
        | has a 0 as "subtotal"         | its subtotal is 0, the parts sum to 1900      | the sums would differ  |

  Rule: A checkout whose quote never makes sense stops, and undoes what it did

    Scenario Outline: Nothing is charged where every quote <breach>
      Given the answer to every binding quote from checkout to pricing <breach>
      When the customer checks out
      Then the customer is asked to try again later
      And the bank has not been asked
      And 5 copies of "Dune" are left

      Examples: why: a price is never made up
        | breach                          | why                       |
        | is garbage                      | nothing can be read       |
        | has a 0 as "lines.0.unit_price" | the books are not free    |

  Rule: A cart shows no total that cannot be right

    Scenario Outline: The customer is asked to look again where the quote <breach>
      Given the answer to the quote from cart to pricing <breach>
      When the customer looks at the total
      Then the customer is asked to try again later
      And cart has logged "<named>"

      Examples: why: a total that is shown is expected to hold
        | breach                          | named                                      | why              |
        | has no "lines.0.unit_price"     | field 'lines.0.unit_price' of the answer   | not priced       |
        | has a 0 as "lines.0.unit_price" | field 'lines.0.unit_price' of the answer   | no title is free |
        | has a 0 as "grand_total"        | its grand_total is 0                       | it would be a gift |
