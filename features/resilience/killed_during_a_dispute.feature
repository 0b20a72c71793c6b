@resilience @blocker @crash
Feature: Killed during a dispute
  The gateway reports that the customer disputes the charge, and payments flags the order for the staff.

  Rule: The flag of a disputed order is not lost with the service that sets it

    Scenario Outline: <killed> is killed at <call>, <moment>
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the shop is at rest
      And <killed> is killed at <call>, <moment>
      When the gateway reports a dispute of the charge once
      Then within 2 seconds of the restart <end>

      # written by `make crash-points`
      Examples: why: the point of the call decides what was done and which service knows it
        | killed   | call                             | moment                    | end               | why                                     |
        | payments | the flag from payments to orders | before it leaves          | the order is flagged | nothing was asked for                   |
        | orders   | the flag from payments to orders | before it leaves          | the order is flagged | nobody is there to ask                  |
        | payments | the flag from payments to orders | after its work is done    | the order is flagged | done, and nobody is left to hear of it  |
        | orders   | the flag from payments to orders | after its work is done    | the order is flagged | done, and the answer died with it       |
        | payments | the flag from payments to orders | after its answer has come | the order is flagged | known for a moment, and not stored      |
        | orders   | the flag from payments to orders | after its answer has come | the order is flagged | all was said, what follows is not there |
