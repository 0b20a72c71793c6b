@resilience @blocker
Feature: Refusing incomplete or wrong quotes
  The checkout and the cart check every quote, and ask again where it is incomplete or does not add up.

  Background:
    Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50

  Rule: A checkout asks for the quote again before it charges a total that cannot be right

    Scenario Outline: The customer has the order although the quote <defect>
      Given the answer to the binding quote from checkout to pricing <defect>
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And checkout has logged "<named>"

      Examples:
        | defect                          | named                                       | why                     |
        | is garbage                      | checkout -> pricing: PUT /quotes/           | it cannot be read       |
        | has no "grand_total"            | field 'grand_total' of the answer           | the total is missing    |
        | has a wrong "lines.0.tax"       | field 'lines.0.tax' of the answer           | an amount is a number   |
        | has a 0 as "lines.0.unit_price" | field 'lines.0.unit_price' of the answer    | no title is free        |
        | has a 0 as "grand_total"        | its grand_total is 0, the parts sum to 1900 | the order would be free |
        | has a 0 as "lines.0.line_total" | is 0, its copies are 1900                   | the line would be free  |
        | has a 0 as "subtotal"           | its subtotal is 0, the parts sum to 1900    | the sums differ         |

  Rule: A checkout whose quotes are all wrong is compensated

    Scenario Outline: Nothing is charged where every quote <defect>
      Given the answer to every binding quote from checkout to pricing <defect>
      When the customer checks out
      Then the customer is asked to try again later
      And the bank has not been asked
      And 5 copies of "Dune" are left

      Examples:
        | defect                          | why               |
        | is garbage                      | it cannot be read |
        | has a 0 as "lines.0.unit_price" | no title is free  |

  Rule: A cart shows no total of a wrong quote

    Scenario Outline: The customer is asked to try again where the quote <defect>
      Given the answer to the quote from cart to pricing <defect>
      When the customer looks at the total
      Then the customer is asked to try again later
      And cart has logged "<named>"

      Examples:
        | defect                          | named                                    | why                     |
        | has no "lines.0.unit_price"     | field 'lines.0.unit_price' of the answer | not priced              |
        | has a 0 as "lines.0.unit_price" | field 'lines.0.unit_price' of the answer | no title is free        |
        | has a 0 as "grand_total"        | its grand_total is 0                     | the order would be free |
