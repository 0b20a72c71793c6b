@resilience @critical
Feature: Webhooks of the gateway
  What the gateway tells may come late, twice or not at all; the outcome is that of the ledger.

  Rule: News that is lost or repeated changes nothing

    Scenario Outline: The customer pays once although <mishap>
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And <mishap>
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And the customer gets one confirmation mail over $19.00

      Examples: why: the gateway delivers at least once, in no promised order
        | mishap                                                  | why                               |
        | the webhook from gateway to payments is reset           | it was not heard, and comes again |
        | the answer to the webhook from gateway to payments is lost | it was heard, and comes again  |
        | every webhook from gateway to payments arrives twice    | it is heard twice                 |
        | every webhook from gateway to payments arrives twice at once | it is heard twice at once    |
        | the first 2 webhooks from gateway to payments answer 503 | the payment service is restarted |

  Rule: News that comes too late is history

    Scenario: The news of the payment comes after the order was canceled
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And every webhook from gateway to payments is kept back
      And the customer has bought the cart
      And the customer has canceled the order
      When every webhook from gateway to payments goes on
      Then the card has been charged $19.00 and refunded $19.00
      And 5 copies of "Dune" are left
