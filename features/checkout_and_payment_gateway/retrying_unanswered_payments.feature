@checkout_gateway @blocker @core
Feature: Retrying unanswered payments
  The connection to the gateway may fail. A guess about the outcome charges twice, or without an order.

  Background:
    Given the customer pays with a reusable card

  Rule: A payment request without an answer is repeated, and the card is charged once

    @smoke
    Scenario Outline: The customer buys although <fault>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And <fault>
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And the customer gets one confirmation mail over $19.00
      And 3 copies of "Dune" are left

      Examples:
        | fault                                               | why                                     |
        | the request to place the hold is lost             | nothing is held: the hold is requested again |
        | the answer to the request to place the hold is lost | it is held: it must not be held twice |
        | the request to charge the card is lost             | nothing is charged, and the order waits |
        | the answer to the request to charge the card is lost | it is charged: it must not be charged twice |

    Scenario: The gateway asks to slow down
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the payment gateway asks to slow down
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once

  Rule: Without the gateway no order is made, and no hold stays on the card

    Scenario: The gateway cannot be reached
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the payment gateway cannot be reached
      When the customer checks out
      Then the customer is told "We cannot take payments at the moment. You have not been charged."
      And the bank has not been asked
      And the customer's cart holds 2 copies of "Dune"
      And 5 copies of "Dune" are left

    Scenario: The gateway does not answer
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the payment gateway does not answer
      When the customer checks out
      Then the customer is asked to try again later
      And the card has not been charged
      And the customer's cart holds 2 copies of "Dune"
      And 5 copies of "Dune" are left
