@resilience @blocker @crash
Feature: Killed while the customer stays away
  The customer confirms the payment at the bank and never comes back: the checkout asks payments for the state.

  Rule: A service that is killed while the customer stays away costs the customer nothing

    Scenario Outline: <killed> is killed at <call>, <moment>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer pays with a card whose bank asks for confirmation
      And the customer has been sent to the bank's page
      And <killed> is killed at <call>, <moment>
      When the customer confirms the payment and closes the browser
      Then within 2 seconds of the restart <end>

      # written by `make crash-points`
      Examples:
        | killed   | call                                  | moment                    | end               | why                                  |
        | checkout | the look from checkout to payments    | before it leaves          | the order is made | the call was not made                |
        | payments | the look from checkout to payments    | before it leaves          | the order is made | the callee is down                   |
        | checkout | the look from checkout to payments    | after its work is done    | the order is made | the work is done, the caller is down |
        | payments | the look from checkout to payments    | after its work is done    | the order is made | the work is done, the answer is lost |
        | checkout | the look from checkout to payments    | after its answer has come | the order is made | the answer is not stored             |
        | payments | the look from checkout to payments    | after its answer has come | the order is made | answered, and down for later calls   |
        | checkout | the capture from checkout to payments | before it leaves          | the order is made | the call was not made                |
        | payments | the capture from checkout to payments | before it leaves          | the order is made | the callee is down                   |
        | checkout | the capture from checkout to payments | after its work is done    | the order is made | the work is done, the caller is down |
        | payments | the capture from checkout to payments | after its work is done    | the order is made | the work is done, the answer is lost |
        | checkout | the capture from checkout to payments | after its answer has come | the order is made | the answer is not stored             |
        | payments | the capture from checkout to payments | after its answer has come | the order is made | answered, and down for later calls   |
