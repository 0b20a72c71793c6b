@resilience @blocker @crash
Feature: Killed while an unpaid order is canceled
  The checkout service is down for days, so orders cancels the order that it has not paid.

  Rule: A service that is killed while an unpaid order is canceled keeps no money, no copies and no discount code

    Scenario Outline: <killed> is killed at <call>, <moment>
      Given the discount code "SPRING" takes $2.00 off, once in all
      And the customer's cart holds 2 copies of "Dune" at $9.50 with the code "SPRING"
      And the customer's checkout is about to have the money taken
      And the gateway has delivered its webhooks
      And <killed> is killed at <call>, <moment>
      When the checkout breaks off, and 4 days pass
      Then within 2 seconds of the restart <end>

      # written by `make crash-points`
      Examples: why: the point of the call decides what was done and which service knows it
        | killed | call | moment | end | why |
