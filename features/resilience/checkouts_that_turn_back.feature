@resilience @blocker
Feature: Checkouts that turn back
  When an order cannot be made, everything that was done for it is undone, also what nobody knows of.

  Rule: What may have been done is undone when its answer never comes

    Scenario Outline: The <act> is done and never heard of
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the answer to every <act> from checkout to <callee> is lost
      When the customer checks out
      Then the customer is asked to try again later
      And the customer has no active order
      And the card has not been charged
      And 5 copies of "Dune" are left

      Examples: why: patience ends before the order exists
        | act           | callee    | why                                       |
        | reservation   | inventory | copies would be held for nobody           |
        | binding quote | pricing   | a discount code would be used up          |
        | authorization | payments  | the hold would block the customer's money |
        | order         | orders    | an order would stand that nobody pays     |

  Rule: A compensation that is lost on its way is made again

    Scenario Outline: The <undo> from checkout to <callee> never arrives
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the capture from checkout to payments answers 409
      And the <undo> from checkout to <callee> is reset
      When the customer checks out
      Then the customer is asked to try again later
      And the hold of $19.00 on the card has been released
      And 5 copies of "Dune" are left

      Examples: why: each of them is owed to somebody
        | undo         | callee    | why                       |
        | reversal     | payments  | the customer's money      |
        | cancellation | orders    | an order that nobody paid |
        | release      | pricing   | a discount code           |
        | release      | inventory | copies for others to buy  |

  Rule: Copies that were sold are restocked once, whichever call is lost

    Scenario Outline: A checkout that was charged is undone although <fault>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the payment notice from checkout to orders answers 409
      And <fault>
      When the customer checks out
      Then the customer is asked to try again later
      And the card has been charged $19.00 and refunded $19.00
      And 5 copies of "Dune" are left

      Examples: why: a restock reverses the sale of the copies
        | fault                                                   | why                        |
        | the restock from checkout to inventory is reset         | the copies are still sold  |
        | the answer to the restock from checkout to inventory is lost | the copies are back already |

  Rule: A compensation whose answer is lost is done once

    Scenario Outline: The answer to the <undo> from checkout to <callee> gets lost
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the capture from checkout to payments answers 409
      And the answer to the <undo> from checkout to <callee> is lost
      When the customer checks out
      Then the customer is asked to try again later
      And the hold of $19.00 on the card has been released
      And 5 copies of "Dune" are left

      Examples: why: undone twice would be as wrong as not at all
        | undo         | callee    | why                              |
        | reversal     | payments  | money could come back twice      |
        | cancellation | orders    | the order could be gone twice    |
        | release      | pricing   | the code could count less than 0 |
        | release      | inventory | copies could appear from nowhere |
