@resilience @blocker @crash
Feature: Killed while a paid checkout is compensated
  Orders refuses the payment notice of a checkout whose card is charged and whose copies are sold.

  Rule: A service that is killed while a paid checkout is compensated keeps no money and no copies

    Scenario Outline: <killed> is killed at <call>, <moment>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer's checkout is about to mark the order as paid
      And the gateway has delivered its webhooks
      And the checkout has broken off
      And the payment notice from checkout to orders answers 409
      And <killed> is killed at <call>, <moment>
      When the checkout comes back
      Then within 2 seconds of the restart <end>

      # written by `make crash-points`
      Examples: why: the point of the call decides what was done and which service knows it
        | killed | call | moment | end | why |
