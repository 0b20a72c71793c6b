@checkout_gateway @blocker
Feature: Errors the gateway keeps
  An error kept under the name of a request is its answer for good. What was done is asked for, never guessed.

  Background:
    Given the customer's cart holds 2 copies of "Dune" at $9.50

  Rule: What was done in spite of the error is found and not done again

    Scenario Outline: The customer pays once although the request to <deed> ends in a kept error
      Given the gateway does what the request to <deed> asks for, and then answers with an error that it keeps
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once

      Examples: why: both requests move the customer's money
        | deed           | why                        |
        | hold the money | a second hold would block it |
        | take the money | a second capture would charge twice |

    Scenario: The money goes back once although the refund ends in a kept error
      Given the customer has bought the cart
      And the gateway does what the request to give money back asks for, and then answers with an error that it keeps
      When the staff refunds $5.00 of the order
      Then the order's refund of $5.00 is refunded
      And the card has $5.00 back of $19.00

  Rule: What was not done is done under another name, or given up

    Scenario: The money that was not taken is taken
      Given the gateway does nothing about the request to take the money, and answers with an error that it keeps
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once

    Scenario: The money that was not held is given up
      Given the gateway does nothing about the request to hold the money, and answers with an error that it keeps
      When the customer checks out
      Then the customer is told "We cannot take payments at the moment. You have not been charged."
      And the card has not been charged
