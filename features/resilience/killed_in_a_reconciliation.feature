@resilience @blocker @crash
Feature: Killed in a reconciliation
  A reconciliation finds a charge that belongs to no checkout, and refunds it.

  Rule: A service that is killed in a reconciliation leaves a charge for the next reconciliation, or refunds it once

    Scenario Outline: <killed> is killed at <call>, <moment>
      Given the gateway has charged $19.00 for an unknown checkout
      And an hour has passed
      And the gateway has delivered its webhooks
      And <killed> is killed at <call>, <moment>
      When payments are reconciled with orders, retrying until it is answered
      Then within 2 seconds of the restart <end>

      # written by `make crash-points`
      Examples: why: the point of the call decides what was done and which service knows it
        | killed   | call                                             | moment                    | end               | why                                     |
        | payments | the reconciliation from staff to payments        | before it leaves          | the money is returned | nobody is there to ask                  |
        | payments | the reconciliation from staff to payments        | after its work is done    | the money is returned | done, and the answer died with it       |
        | payments | the reconciliation from staff to payments        | after its answer has come | the money is returned | all was said, what follows is not there |
        | payments | the search from payments to gateway              | before it leaves          | the money is returned | nothing was asked for                   |
        | payments | the search from payments to gateway              | after its work is done    | the money is returned | done, and nobody is left to hear of it  |
        | payments | the search from payments to gateway              | after its answer has come | the money is returned | known for a moment, and not stored      |
        | payments | the look from payments to orders                 | before it leaves          | the money is returned | nothing was asked for                   |
        | orders   | the look from payments to orders                 | before it leaves          | the money is returned | nobody is there to ask                  |
        | payments | the look from payments to orders                 | after its work is done    | the money is returned | done, and nobody is left to hear of it  |
        | orders   | the look from payments to orders                 | after its work is done    | the money is returned | done, and the answer died with it       |
        | payments | the look from payments to orders                 | after its answer has come | the money is returned | known for a moment, and not stored      |
        | orders   | the look from payments to orders                 | after its answer has come | the money is returned | all was said, what follows is not there |
        | payments | the cancellation from payments to orders         | before it leaves          | the money is returned | nothing was asked for                   |
        | orders   | the cancellation from payments to orders         | before it leaves          | the money is returned | nobody is there to ask                  |
        | payments | the cancellation from payments to orders         | after its work is done    | the money is returned | done, and nobody is left to hear of it  |
        | orders   | the cancellation from payments to orders         | after its work is done    | the money is returned | done, and the answer died with it       |
        | payments | the cancellation from payments to orders         | after its answer has come | the money is returned | known for a moment, and not stored      |
        | orders   | the cancellation from payments to orders         | after its answer has come | the money is returned | all was said, what follows is not there |
        | payments | the look from payments to gateway                | before it leaves          | the money is returned | nothing was asked for                   |
        | payments | the look from payments to gateway                | after its work is done    | the money is returned | done, and nobody is left to hear of it  |
        | payments | the look from payments to gateway                | after its answer has come | the money is returned | known for a moment, and not stored      |
        | payments | the look at the refunds from payments to gateway | before it leaves          | the money is returned | nothing was asked for                   |
        | payments | the look at the refunds from payments to gateway | after its work is done    | the money is returned | done, and nobody is left to hear of it  |
        | payments | the look at the refunds from payments to gateway | after its answer has come | the money is returned | known for a moment, and not stored      |
        | payments | the refund from payments to gateway              | before it leaves          | the money is returned | nothing was asked for                   |
        | payments | the refund from payments to gateway              | after its work is done    | the money is returned | done, and nobody is left to hear of it  |
        | payments | the refund from payments to gateway              | after its answer has come | the money is returned | known for a moment, and not stored      |
        | payments | the 1st webhook from gateway to payments         | before it leaves          | the money is returned | nobody is there to ask                  |
        | payments | the 1st webhook from gateway to payments         | after its work is done    | the money is returned | done, and the answer died with it       |
        | payments | the 1st webhook from gateway to payments         | after its answer has come | the money is returned | all was said, what follows is not there |
        | payments | the paid orders from payments to orders          | before it leaves          | the money is returned | nothing was asked for                   |
        | orders   | the paid orders from payments to orders          | before it leaves          | the money is returned | nobody is there to ask                  |
        | payments | the paid orders from payments to orders          | after its work is done    | the money is returned | done, and nobody is left to hear of it  |
        | orders   | the paid orders from payments to orders          | after its work is done    | the money is returned | done, and the answer died with it       |
        | payments | the paid orders from payments to orders          | after its answer has come | the money is returned | known for a moment, and not stored      |
        | orders   | the paid orders from payments to orders          | after its answer has come | the money is returned | all was said, what follows is not there |
        | payments | the 2nd webhook from gateway to payments         | before it leaves          | the money is returned | nobody is there to ask                  |
        | payments | the 2nd webhook from gateway to payments         | after its work is done    | the money is returned | done, and the answer died with it       |
        | payments | the 2nd webhook from gateway to payments         | after its answer has come | the money is returned | all was said, what follows is not there |
