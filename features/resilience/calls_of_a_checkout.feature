@resilience @blocker
Feature: Calls of a checkout
  A checkout makes eight calls that change something. Whichever of them is lost, the customer has the order.

  Rule: A call that is lost on its way is made again, and nobody notices

    Scenario Outline: The <act> from checkout to <callee> never arrives
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the <act> from checkout to <callee> is reset
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And the customer gets one confirmation mail over $19.00
      And 3 copies of "Dune" are left

      Examples: why: nothing has been done, and it is not known
        | act            | callee    | why                                 |
        | reservation    | inventory | no copy is held yet                 |
        | binding quote  | pricing   | no price is bound yet               |
        | authorization  | payments  | no money is held yet                |
        | order          | orders    | money is held for no order yet      |
        | capture        | payments  | the order is not paid yet           |
        | confirmation   | inventory | paid copies are still only reserved |
        | payment notice | orders    | nobody has told the order           |
        | closing        | cart      | the cart could be bought again      |

  Rule: A call whose answer is lost is made again, and its work is done once

    Scenario Outline: The answer to the <act> from checkout to <callee> gets lost
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the answer to the <act> from checkout to <callee> is lost
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And the customer gets one confirmation mail over $19.00
      And 3 copies of "Dune" are left

      Examples: why: all has been done, and it is not known
        | act            | callee    | why                                        |
        | reservation    | inventory | the copies could be reserved twice         |
        | binding quote  | pricing   | a discount code could be redeemed twice    |
        | authorization  | payments  | the money could be held twice              |
        | order          | orders    | there could be two orders                  |
        | capture        | payments  | the money could be taken twice             |
        | confirmation   | inventory | the copies could be sold twice             |
        | payment notice | orders    | the customer could be told twice           |
        | closing        | cart      | a cart that is closed could be an obstacle |
