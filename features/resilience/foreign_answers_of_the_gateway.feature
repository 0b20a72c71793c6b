@resilience @blocker
Feature: Foreign answers of the gateway
  An answer may belong to another request. Stored facts of another payment would charge or refund it wrongly.

  Rule: An answer that is not about the payment counts as no answer, and the gateway is asked again

    Scenario Outline: The customer buys once although <fault>
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And <fault>
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once

      Examples:
        | fault                                                                            | why                     |
        | the answer to the authorization from payments to gateway is of another payment   | it has another id       |
        | the answer to the authorization from payments to gateway is of another amount    | more than was asked     |
        | the answer to the authorization from payments to gateway is in another currency  | worth less              |
        | the answer to the authorization from payments to gateway has a 0 as "amount"     | nothing can be held     |
        | the answer to the capture from payments to gateway is of another payment         | ours may be uncaptured  |
        | the answer to the capture from payments to gateway is of another amount          | more than was held      |
        | the answer to the capture from payments to gateway is in another currency        | worth less              |
        | the answer to the capture from payments to gateway has a 0 as "amount_received"  | it contradicts itself   |

    Scenario Outline: The staff refunds once although <fault>
      Given the customer has bought 2 copies of "Dune" at $9.50
      And <fault>
      When the staff refunds $5.00 of the order
      Then the order's refund of $5.00 is refunded
      And the card has been charged $19.00 and refunded $5.00

      Examples:
        | fault                                                                              | why                    |
        | the answer to the refund from payments to gateway is a refund of another payment   | ours may be unrefunded |
        | the answer to the refund from payments to gateway is of another amount             | more than was asked    |
        | the answer to the refund from payments to gateway is in another currency           | worth less             |
        | the refund from payments to gateway is answered with a refund of another amount    | nothing is refunded    |
        | the refund from payments to gateway is answered with a refund in another currency  | nothing is refunded    |
