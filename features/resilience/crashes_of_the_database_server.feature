@resilience @blocker
Feature: Crashes of the database server
  PostgreSQL crashes in the middle of a commit, under all services at once, and recovers.

  Rule: Committed work is kept, uncommitted work is repeated, and no work is done twice

    Scenario Outline: PostgreSQL crashes just <moment>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And PostgreSQL is killed just <moment>
      When the customer checks out, retrying until it is answered
      Then within 5 seconds of the restart the order is made
      And 3 copies of "Dune" are left

      Examples:
        | moment                                     | why                                    |
        | before checkout commits its work           | nothing has begun                      |
        | after checkout has committed its work      | the customer has no answer             |
        | before inventory commits its work          | no copy is reserved                    |
        | after payments has committed its work      | the gateway has not been asked         |
        | before orders commits its work             | the payment is authorized for no order |
        | after orders has committed its work        | the checkout has no answer             |
        | after notifications has committed its work | the mail is queued                     |
