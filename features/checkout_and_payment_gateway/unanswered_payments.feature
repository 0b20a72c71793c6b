@checkout_gateway @blocker
Feature: Unanswered payments
  The bank is asked over a line that may fail. Whoever guesses what became of it charges twice, or for nothing.

  Background:
    Given the customer pays with a card that can be used again

  Rule: A payment that nobody has answered is asked about again, and charged once

    @smoke
    Scenario Outline: The customer buys although <mishap>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And <mishap>
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And the customer gets one confirmation mail over $19.00
      And 3 copies of "Dune" are left

      Examples: why: from outside both look the same
        | mishap                                              | why                                     |
        | the request to hold the money gets lost             | nothing is held: it must be asked again |
        | the answer to the request to hold the money gets lost | it is held: it must not be held twice |
        | the request to take the money gets lost             | nothing is taken, and the order waits   |
        | the answer to the request to take the money gets lost | it is taken: it must not be twice     |

    Scenario: The gateway asks to slow down
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the payment gateway asks to slow down
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once

  Rule: Without the gateway nothing is bought, and nothing stays on the card

    Scenario: The gateway cannot be reached
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the payment gateway cannot be reached
      When the customer checks out
      Then the customer is told that payments cannot be taken right now
      And the bank has not been asked
      And the customer's cart still holds 2 copies of "Dune"
      And 5 copies of "Dune" are left

    Scenario: The gateway stays silent
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the payment gateway does not answer
      When the customer checks out
      Then the customer is asked to try again later
      And the card has not been charged
      And the customer's cart still holds 2 copies of "Dune"
      And 5 copies of "Dune" are left
