@resilience @blocker @crash
Feature: Killed in a reconciliation
  A reconciliation finds a charge that belongs to no checkout, and refunds it.

  Rule: A service that is killed in a reconciliation leaves a charge for the next reconciliation, or refunds it once

    Scenario Outline: <killed> is killed at <call>, <moment>
      Given the gateway has taken $19.00 for a checkout that nobody knows
      And an hour has passed
      And <killed> is killed at <call>, <moment>
      When the books are compared, repeating it until it is answered
      Then within 2 seconds of the restart <end>

      # written by `make crash-points`
      Examples: why: the point of the call decides what was done and which service knows it
        | killed | call | moment | end | why |
