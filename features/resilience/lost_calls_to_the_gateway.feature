@resilience @blocker
Feature: Lost calls to the gateway
  Payments retries with the same idempotency key until the gateway tells the outcome.

  Rule: An unknown outcome is resolved by a retry, and the customer pays once

    Scenario Outline: The customer pays once although <fault>
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And <fault>
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once

      Examples:
        | fault                                                                                 | why                             |
        | the first 2 authorizations from payments to gateway answer 503                        | it may have been done           |
        | the answer to the authorization from payments to gateway is cut off                   | done, half an answer            |
        | the answer to the authorization from payments to gateway has no "status"              | done, the status is missing     |
        | the answer to the capture from payments to gateway is half a document                 | done, the answer cannot be read |
        | the answer to the capture from payments to gateway is a web page                      | a proxy in between answered     |
        | the answer to the capture from payments to gateway is garbage                         | the sender is unknown           |
        | the answer to the capture from payments to gateway is a 500 although the work is done | done although it says failed    |
        | the capture from payments to gateway arrives twice                                    | the same key, one capture       |

    Scenario Outline: The customer waits a little and pays once although <fault>
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And <fault>
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once

      Examples:
        | fault                                                                | why                             |
        | the authorization from payments to gateway gets no answer            | not done                        |
        | the answer to the authorization from payments to gateway never comes | done: the classic double charge |
        | the capture from payments to gateway gets no answer                  | not done                        |
        | the answer to the capture from payments to gateway never comes       | done: the classic double charge |
        | the answer to the capture from payments to gateway is cut off        | done, half an answer            |
        | the answer to the capture from payments to gateway is cut short      | done, half an answer            |
        | the answer to the capture from payments to gateway comes in drops    | done, the answer is slow        |

  Rule: A payment is voided or refunded once, also when a call is lost

    Scenario Outline: The authorization is voided although <fault>
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the capture from checkout to payments answers 409
      And <fault>
      When the customer checks out
      Then the customer is asked to try again later
      And the hold of $19.00 on the card has been released

      Examples:
        | fault                                                       | why            |
        | the void from payments to gateway is reset                  | not voided yet |
        | the void from payments to gateway gets no answer            | not voided yet |
        | the answer to the void from payments to gateway is lost     | voided already |
        | the answer to the void from payments to gateway never comes | voided already |

    Scenario Outline: A part is refunded once although <fault>
      Given the customer has bought 2 copies of "Dune" at $9.50
      And <fault>
      When the staff refunds $5.00 of the order
      Then the order's refund of $5.00 is refunded
      And the card has been charged $19.00 and refunded $5.00

      Examples:
        | fault                                                         | why              |
        | the refund from payments to gateway is reset                  | not refunded yet |
        | the refund from payments to gateway gets no answer            | not refunded yet |
        | the answer to the refund from payments to gateway is lost     | refunded already |
        | the answer to the refund from payments to gateway never comes | refunded already |
