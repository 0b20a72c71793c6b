@resilience @blocker
Feature: Certificates of the gateway
  Who answers in the gateway's place would get the shop's key and the customers' payment methods.

  Rule: Nothing is sent to a gateway whose certificate cannot be trusted

    Scenario Outline: The customer cannot pay while the gateway shows <certificate>
      Given the customer's cart holds 2 of the shop's 3 copies of "Dune" at $9.50
      And the connections from payments to gateway are shown <certificate>
      When the customer checks out
      Then the customer is told "We cannot take payments at the moment. You have not been charged."
      And the staff is alerted once that the gateway's certificate is not trusted
      And the gateway has received no request of the shop
      And 3 copies of "Dune" are left

      Examples:
        | certificate                        | why                                        |
        | a certificate of another authority | the name of an authority is no proof       |
        | a certificate of another host      | it proves that another host is spoken to   |
        | an expired certificate             | its key may be known to others since       |
        | a certificate of tomorrow          | it is not valid yet                        |
        | a certificate signed by itself     | it proves nothing                          |

    Scenario: No refund is sent while the gateway shows an expired certificate
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the connections from payments to gateway are shown an expired certificate
      When the staff refunds $5.00 of the order
      Then payments has logged "the gateway's certificate is not trusted; nothing was sent"
      And the gateway has received no refund

  Rule: A refund is made as soon as the gateway can be trusted again

    Scenario: The gateway shows its own certificate again
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the connections from payments to gateway are shown an expired certificate
      And the staff has requested a refund of the whole order
      When the connections from payments to gateway are no longer shown an expired certificate
      Then $19.00 of the order has been refunded
