@resilience @blocker
Feature: Shops that are killed
  The rows are points of purchases in a shop of another team, which `make crash-points TARGET=...` writes.
  Our own bookstore has crash tables of its own, and no row here.

  Rule: A shop that is killed at a call to the gateway sells once, and charges once

    Scenario Outline: The shop is killed at <point>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And <killed> is killed at <point>
      When the customer checks out, retrying until it is answered
      Then the shop has been restarted
      And the customer has one order of $19.00
      And exactly one payment has been charged, of $19.00

      Examples: calls of the target
        | killed | point | why |

  Rule: A shop that is killed at a commit sells once, and charges once

    Scenario Outline: The shop is killed <point>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And <killed> is killed <point>
      When the customer checks out, retrying until it is answered
      Then the shop has been restarted
      And the customer has one order of $19.00
      And exactly one payment has been charged, of $19.00

      Examples: commits of the target
        | killed | point | why |

  Rule: A customer whose shop loses an answer buys once, and is charged once

    Scenario Outline: The answer to <call> is lost
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the answer to <call> is lost
      When the customer checks out, retrying until it is answered
      Then the customer has one order of $19.00
      And exactly one payment has been charged, of $19.00

      Examples: answers of the target
        | call | why |
