@payment_order @blocker
Feature: Making an order once despite lost answers
  The order is made between the hold and the charge. A lost request or answer must cost the customer nothing.

  Rule: An order is made once, also when a request, an answer or a commit is lost

    Scenario Outline: The customer has one order although <fault>
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And <fault>
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And the customer gets one confirmation mail over $19.00

      Examples:
        | fault                                                                 | why                        |
        | the request to create the order is lost                               | it was not made            |
        | the answer of the order service is lost                             | it was made, and is not made twice |
        | the order service is slow                                             | slow is not failed         |
        | the first commit of the order service fails | no half order is stored |
        | the order service commits, but the acknowledgement of the commit is lost | it was made, and is found again |

    Scenario: The checkout does not learn that its own record was stored
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the checkout commits, but the acknowledgement of the commit is lost
      When the customer checks out, retrying until it is answered
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once

  Rule: A payment does not stay with the shop when the order service does not answer

    Scenario: The order service does not answer
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the order service does not answer
      When the customer checks out
      Then the customer is asked to try again later
      And the hold of $19.00 on the card has been released
      And the customer's cart holds 2 copies of "Dune"
