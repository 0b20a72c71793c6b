@resilience @blocker
Feature: Compensated checkouts
  A checkout that cannot be completed is compensated, also where the outcome of a step is unknown.

  Rule: A step with an unknown outcome is compensated

    Scenario Outline: The <act> is done, but its answer is always lost
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the answer to every <act> from checkout to <callee> is lost
      When the customer checks out
      Then the customer is asked to try again later
      And the customer has no active order
      And the card has not been charged
      And 5 copies of "Dune" are left

      Examples:
        | act           | callee    | why                                    |
        | reservation   | inventory | the copies would stay reserved         |
        | binding quote | pricing   | a discount code would be used up       |
        | authorization | payments  | the hold would block the authorization |
        | order         | orders    | an unpaid order would stay active      |

  Rule: A compensation whose request is lost is retried

    Scenario Outline: The <undo> from checkout to <callee> never arrives
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the capture from checkout to payments answers 409
      And the <undo> from checkout to <callee> is reset
      When the customer checks out
      Then the customer is asked to try again later
      And the hold of $19.00 on the card has been released
      And 5 copies of "Dune" are left

      Examples:
        | undo         | callee    | why               |
        | reversal     | payments  | the authorization |
        | cancellation | orders    | an unpaid order   |
        | release      | pricing   | a discount code   |
        | release      | inventory | reserved copies   |

  Rule: Sold copies are restocked once, also when the restock or its answer is lost

    Scenario Outline: A checkout that was charged is undone although <fault>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the payment notice from checkout to orders answers 409
      And <fault>
      When the customer checks out
      Then the customer is asked to try again later
      And the card has been charged $19.00 and refunded $19.00
      And 5 copies of "Dune" are left

      Examples:
        | fault                                                        | why                         |
        | the restock from checkout to inventory is reset              | the copies are still sold   |
        | the answer to the restock from checkout to inventory is lost | the copies are back already |

  Rule: A compensation whose answer is lost is done once

    Scenario Outline: The answer to the <undo> from checkout to <callee> is lost
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the capture from checkout to payments answers 409
      And the answer to the <undo> from checkout to <callee> is lost
      When the customer checks out
      Then the customer is asked to try again later
      And the hold of $19.00 on the card has been released
      And 5 copies of "Dune" are left

      Examples:
        | undo         | callee    | why                                 |
        | reversal     | payments  | the payment could be reversed twice |
        | cancellation | orders    | the order could be canceled twice   |
        | release      | pricing   | the code could count less than 0    |
        | release      | inventory | copies could be released twice      |
