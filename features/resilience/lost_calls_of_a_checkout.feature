@resilience @blocker
Feature: Lost calls of a checkout
  A checkout makes eight calls that change data. The customer has the order although one of them is lost.

  Rule: A request that is lost is retried, and the customer gets the order

    Scenario Outline: The <act> from checkout to <callee> never arrives
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the <act> from checkout to <callee> is reset
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And the customer gets one confirmation mail over $19.00
      And 3 copies of "Dune" are left

      Examples:
        | act            | callee    | why                                    |
        | reservation    | inventory | no copy is held yet                    |
        | binding quote  | pricing   | no price is bound yet                  |
        | authorization  | payments  | no payment is authorized yet           |
        | order          | orders    | the payment is authorized for no order |
        | capture        | payments  | the order is not paid yet              |
        | confirmation   | inventory | paid copies are still only reserved    |
        | payment notice | orders    | the order is not marked as paid        |
        | closing        | cart      | the cart could be bought again         |

  Rule: A call whose answer is lost is retried, and its work is done once

    Scenario Outline: The answer to the <act> from checkout to <callee> is lost
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the answer to the <act> from checkout to <callee> is lost
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And the customer gets one confirmation mail over $19.00
      And 3 copies of "Dune" are left

      Examples:
        | act            | callee    | why                                     |
        | reservation    | inventory | the copies could be reserved twice      |
        | binding quote  | pricing   | a discount code could be redeemed twice |
        | authorization  | payments  | the payment could be authorized twice   |
        | order          | orders    | there could be two orders               |
        | capture        | payments  | the card could be charged twice         |
        | confirmation   | inventory | the copies could be sold twice          |
        | payment notice | orders    | the customer could get two mails        |
        | closing        | cart      | the cart is closed already              |
