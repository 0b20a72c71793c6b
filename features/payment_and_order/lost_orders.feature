@payment_order @blocker
Feature: Lost orders
  The order is made while the money is held. What gets lost in between must not cost the customer anything.

  Rule: A customer whose order was made gets it, whatever was lost on the way

    Scenario Outline: The customer has one order although <mishap>
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And <mishap>
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And the customer gets one confirmation mail over $19.00

      Examples: why: an order is made once
        | mishap                                                                | why                        |
        | the request to make the order gets lost                               | it was not made            |
        | the answer of the order service gets lost                             | it was made, and is not made twice |
        | the order service is slow                                             | slow is not failed         |
        | the order service cannot store its work at first | nothing is made by halves |
        | the order service stores its work and does not learn of it | it was made, and is found again |

    Scenario: The checkout loses its own record while it begins
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the checkout stores its work and does not learn of it
      When the customer checks out, repeating it until it is answered
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once

  Rule: Money never stays with the shop when the order service stays silent

    Scenario: The order service does not answer
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the order service does not answer
      When the customer checks out
      Then the customer is asked to try again later
      And the hold of $19.00 on the card has been given up
      And the customer's cart still holds 2 copies of "Dune"
