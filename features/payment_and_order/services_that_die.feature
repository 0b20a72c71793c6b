@payment_order @blocker
Feature: Services that die
  A service may die between any two of its acts. What was begun comes to its end when it is back.

  Rule: A customer whose browser repeats the submission gets the one order

    Scenario Outline: The customer buys once although <who> dies just <when> <what>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And <who> dies just <when> <what>
      When the customer checks out, repeating it until it is answered
      Then the customer has one order of $19.00 that stands
      And the card has been charged $19.00 once
      And the customer gets one confirmation mail over $19.00
      And 3 copies of "Dune" are left

      Examples: why: money and copies are with somebody who is not there
        | who                 | when   | what                    | why                                  |
        | the checkout        | after  | the copies are reserved | copies are set aside for nobody      |
        | the checkout        | after  | the money is taken      | taken, and nobody knows              |
        | the order service   | before | the order is made       | the money is held for no order       |
        | the order service   | after  | the order is made       | the order is there, and nobody knows |
        | the payment service | after  | the money is taken      | taken, and nobody knows              |
        | inventory           | after  | the copies are sold     | sold, and nobody knows               |

  Rule: A customer who goes away gets what they have bought all the same

    Scenario Outline: The checkout ends by itself when it dies just <when> <what>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the checkout dies just <when> <what>
      When the customer checks out once, whatever becomes of the answer
      Then within 2 seconds of the restart the order is made
      And 3 copies of "Dune" are left

      Examples: why: nobody asks for the outcome
        | when   | what                    | why                                |
        | after  | the copies are reserved | nothing has been charged           |
        | before | the order is made       | the money is held                  |
        | after  | the money is taken      | the customer has paid              |
        | before | the order is paid       | the copies are sold, the mail is not asked for |

  Rule: What a customer wants back comes back once

    Scenario Outline: Money and copies come back once although <who> dies just after <what>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer has bought the cart
      And <who> dies just after <what>
      When the customer cancels the order, repeating it until it is answered
      Then within 2 seconds of the restart the order is canceled
      And 5 copies of "Dune" are left

      Examples: why: the order service asks again
        | who                 | what              | why                      |
        | the order service   | the money is back | back, and nobody knows   |
        | the payment service | the money is back | back, and nobody knows   |
