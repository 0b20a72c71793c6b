@resilience @blocker
Feature: Replayed gateway errors
  The gateway replays a stored error for the same idempotency key. The shop asks for the outcome, and never guesses.

  Background:
    Given the customer's cart holds 2 copies of "Dune" at $9.50

  Rule: A request that was executed in spite of the error is found, and is not repeated

    Scenario Outline: The customer pays once although the gateway replays an error for the <request>
      Given the gateway executes the <request>, but replays an error for that request
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once

      Examples:
        | request       | why                                |
        | authorization | a second one would block the money |
        | capture       | a second one would charge twice    |

    Scenario: The refund is made once although the gateway replays an error for it
      Given the customer has bought the cart
      And the gateway executes the refund, but replays an error for that request
      When the staff refunds $5.00 of the order
      Then the order's refund of $5.00 is refunded
      And the card has been charged $19.00 and refunded $5.00

  Rule: The search for what was executed is made again where it brings no answer

    Scenario Outline: The customer pays once although <fault>, after a replayed error
      Given the gateway executes the authorization, but replays an error for that request
      And <fault>
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once

      Examples:
        | fault                                                    | why                                  |
        | the search from payments to gateway is told to slow down | it was not made: nothing is known    |
        | the search from payments to gateway answers 500          | the gateway fails once more          |
        | the answer to the search from payments to gateway is lost | what it found is not known          |

  Rule: A request that was not executed is made with another idempotency key, or the checkout ends

    Scenario: A capture that was not executed is made
      Given the gateway does not execute the capture, and replays an error for that request
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once

    Scenario Outline: The authorization is voided although <error>
      Given the capture from checkout to payments answers 409
      And <error>
      When the customer checks out
      Then the customer is asked to try again later
      And the hold of $19.00 on the card has been released

      Examples:
        | error                                                                     | why                            |
        | the gateway executes the void, but replays an error for that request      | the gateway shows it as voided |
        | the gateway does not execute the void, and replays an error for that request | another key makes it        |

    Scenario: A checkout whose authorization was not executed ends without a charge
      Given the gateway does not execute the authorization, and replays an error for that request
      When the customer checks out
      Then the customer is told "We cannot take payments at the moment. You have not been charged."
      And the card has not been charged
