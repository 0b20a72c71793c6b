@resilience @critical
Feature: Lost and repeated webhooks
  Webhooks may arrive late, twice or never. The outcome is that of the ledger.

  Rule: A webhook that is lost or repeated changes nothing

    Scenario Outline: The customer pays once although <fault>
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And <fault>
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And the customer gets one confirmation mail over $19.00

      Examples:
        | fault                                                        | why                                   |
        | the webhook from gateway to payments is reset                | it is not received, and is sent again |
        | the answer to the webhook from gateway to payments is lost   | it is received, and is sent again     |
        | every webhook from gateway to payments arrives twice         | it is received twice                  |
        | every webhook from gateway to payments arrives twice at once | it is received twice at once          |
        | the first 2 webhooks from gateway to payments answer 503     | the payment service is restarted      |

  Rule: A webhook that arrives too late changes nothing

    Scenario: The webhook of the payment arrives after the order was canceled
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And every webhook from gateway to payments is kept back
      And the customer has bought the cart
      And the customer has canceled the order
      When every webhook from gateway to payments goes on
      Then the card has been charged $19.00 and refunded $19.00
      And 5 copies of "Dune" are left
