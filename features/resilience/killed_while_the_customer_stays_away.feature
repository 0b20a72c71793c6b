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
      Examples: why: the point of the call decides what was done and which service knows it
        | killed   | call                                  | moment                    | end               | why                                     |
        | checkout | the look from checkout to payments    | before it leaves          | the order is made | nothing was asked for                   |
        | payments | the look from checkout to payments    | before it leaves          | the order is made | nobody is there to ask                  |
        | checkout | the look from checkout to payments    | after its work is done    | the order is made | done, and nobody is left to hear of it  |
        | payments | the look from checkout to payments    | after its work is done    | the order is made | done, and the answer died with it       |
        | checkout | the look from checkout to payments    | after its answer has come | the order is made | known for a moment, and not stored      |
        | payments | the look from checkout to payments    | after its answer has come | the order is made | all was said, what follows is not there |
        | checkout | the capture from checkout to payments | before it leaves          | the order is made | nothing was asked for                   |
        | payments | the capture from checkout to payments | before it leaves          | the order is made | nobody is there to ask                  |
        | checkout | the capture from checkout to payments | after its work is done    | the order is made | done, and nobody is left to hear of it  |
        | payments | the capture from checkout to payments | after its work is done    | the order is made | done, and the answer died with it       |
        | checkout | the capture from checkout to payments | after its answer has come | the order is made | known for a moment, and not stored      |
        | payments | the capture from checkout to payments | after its answer has come | the order is made | all was said, what follows is not there |
