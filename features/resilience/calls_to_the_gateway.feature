@resilience @blocker
Feature: Calls to the gateway
  What the gateway did is asked, never guessed: the same key again, until the outcome is known.

  Rule: An outcome that is not known is settled by asking, and the customer pays once

    Scenario Outline: The customer pays once although <mishap>
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And <mishap>
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once

      Examples: why: an answer that cannot be relied on tells nothing
        | mishap                                                               | why                        |
        | the first 2 authorizations from payments to gateway answer 503       | it may have been done      |
        | the answer to the authorization from payments to gateway breaks off  | done, half an answer       |
        | the answer to the authorization from payments to gateway has no "status" | done, but what came of it |
        | the answer to the capture from payments to gateway is half a document | done, nothing can be read |
        | the answer to the capture from payments to gateway is a web page     | a proxy in between spoke   |
        | the answer to the capture from payments to gateway is garbage        | nobody knows who spoke     |
        | the answer to the capture from payments to gateway is a 500 all the same | done in spite of that  |
        | the capture from payments to gateway arrives twice                   | the same key, one capture  |

    Scenario Outline: The customer waits a little and pays once although <mishap>
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And <mishap>
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once

      Examples: why: the time is up, and nobody knows more
        | mishap                                                            | why                         |
        | the authorization from payments to gateway gets no answer         | not done                    |
        | the answer to the authorization from payments to gateway never comes | done: the classic double charge |
        | the capture from payments to gateway gets no answer               | not done                    |
        | the answer to the capture from payments to gateway never comes    | done: the classic double charge |
        | the answer to the capture from payments to gateway breaks off     | done, half an answer        |
        | the answer to the capture from payments to gateway is cut short   | done, half an answer        |
        | the answer to the capture from payments to gateway comes in drops | done, and slow to tell      |

  Rule: Money that must go back goes back once, whichever call is lost

    Scenario Outline: The hold is given up although <mishap>
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the capture from checkout to payments answers 409
      And <mishap>
      When the customer checks out
      Then the customer is asked to try again later
      And the hold of $19.00 on the card has been released

      Examples: why: a hold that is left blocks the customer's money
        | mishap                                              | why              |
        | the void from payments to gateway is reset          | not given up yet |
        | the void from payments to gateway gets no answer    | not given up yet |
        | the answer to the void from payments to gateway is lost | given up already |
        | the answer to the void from payments to gateway never comes | given up already |

    Scenario Outline: A part is refunded once although <mishap>
      Given the customer has bought 2 copies of "Dune" at $9.50
      And <mishap>
      When the staff refunds $5.00 of the order
      Then the order's refund of $5.00 is refunded
      And the card has been charged $19.00 and refunded $5.00

      Examples: why: only a part can be refunded twice, to the shop's loss
        | mishap                                                | why              |
        | the refund from payments to gateway is reset          | not refunded yet |
        | the refund from payments to gateway gets no answer    | not refunded yet |
        | the answer to the refund from payments to gateway is lost | refunded already |
        | the answer to the refund from payments to gateway never comes | refunded already |
