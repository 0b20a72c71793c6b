@resilience @blocker
Feature: Crashes of the database server
  PostgreSQL crashes in the middle of a commit, under all services at once, and recovers.

  Rule: What was committed is there afterwards, what was not is done again, and neither is done twice

    Scenario Outline: PostgreSQL crashes just <moment>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And PostgreSQL is killed just <moment>
      When the customer checks out, retrying until it is answered
      Then within 5 seconds of the restart the order is made
      And 3 copies of "Dune" are left

      Examples: why: no half order, and a retry is safe
        | moment                                  | why                                 |
        | before checkout commits its work        | nothing has begun                   |
        | after checkout has committed its work   | it has begun, and nobody knows      |
        | before inventory commits its work       | no copy is reserved                 |
        | after payments has committed its work   | the gateway has not been asked      |
        | before orders commits its work          | the money is held for no order      |
        | after orders has committed its work     | the order is there, nobody knows    |
        | after notifications has committed its work | the mail is queued               |
