@resilience @blocker
Feature: Refusals of another payment
  A decline that names another payment says nothing about ours. Taken for ours it would lose an order or a refund.

  Rule: A decline that names another payment counts as no answer, and the gateway is asked again

    Scenario Outline: The customer buys once although <fault>
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And <fault>
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once

      Examples:
        | fault                                                                                      | why                      |
        | the authorization from payments to gateway gets the decline of another payment             | nothing is held yet      |
        | the answer to the authorization from payments to gateway is the decline of another payment | the amount is held       |
        | the capture from payments to gateway gets the decline of another payment                   | the amount is still held |
        | the answer to the capture from payments to gateway is the decline of another payment       | the amount is captured   |

    Scenario Outline: The staff refunds once although <fault>
      Given the customer has bought 2 copies of "Dune" at $9.50
      And <fault>
      When the staff refunds $5.00 of the order
      Then the order's refund of $5.00 is refunded
      And the card has been charged $19.00 and refunded $5.00

      Examples:
        | fault                                                                               | why                     |
        | the refund from payments to gateway gets the decline of another payment             | nothing is refunded yet |
        | the answer to the refund from payments to gateway is the decline of another payment | the refund is made      |
