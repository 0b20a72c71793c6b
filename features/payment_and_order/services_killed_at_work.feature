@payment_order @blocker
Feature: Services killed at work
  A service may be killed between any two steps. Unfinished checkouts and cancellations continue after the restart.

  Rule: A customer whose browser repeats the submission gets one order

    Scenario Outline: The customer buys once although <service> is killed just <when> <what>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And <service> is killed just <when> <what>
      When the customer checks out, retrying until it is answered
      Then the customer has one active order of $19.00
      And the card has been charged $19.00 once
      And the customer gets one confirmation mail over $19.00
      And 3 copies of "Dune" are left

      Examples:
        | service             | when   | what                    | why                                   |
        | the checkout        | after  | the copies are reserved | copies are reserved without an order  |
        | the checkout        | after  | the card is charged     | the outcome is not stored             |
        | the order service   | before | the order is made       | the hold has no order yet             |
        | the order service   | after  | the order is made       | the order exists, its answer is lost  |
        | the payment service | after  | the card is charged     | the outcome is not stored             |
        | inventory           | after  | the copies are sold     | they are sold, the answer is lost     |

  Rule: A checkout is completed without its customer

    Scenario Outline: The checkout completes after the restart when it is killed just <when> <what>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the checkout is killed just <when> <what>
      When the customer checks out once and does not retry
      Then within 2 seconds of the restart the order is made
      And 3 copies of "Dune" are left

      Examples:
        | when   | what                    | why                                |
        | after  | the copies are reserved | no hold has been placed            |
        | before | the order is made       | the hold is placed                 |
        | after  | the card is charged     | the customer has paid              |
        | before | the order is paid       | the copies are sold, no mail is requested |

  Rule: A canceled order is refunded and restocked once

    Scenario Outline: The order is refunded once although <service> is killed just after <what>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer has bought the cart
      And <service> is killed just after <what>
      When the customer cancels the order, retrying until it is answered
      Then within 2 seconds of the restart the order is canceled
      And 5 copies of "Dune" are left

      Examples:
        | service             | what                 | why                       |
        | the order service   | the card is refunded | the outcome is not stored |
        | the payment service | the card is refunded | the outcome is not stored |
