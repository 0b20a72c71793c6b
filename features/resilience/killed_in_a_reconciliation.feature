@resilience @blocker @crash
Feature: Killed in a reconciliation
  A reconciliation finds a charge that belongs to no checkout, and refunds it.

  Rule: A charge without an order is refunded once, also when a service is killed in the reconciliation

    Scenario Outline: <killed> is killed at <call>, <moment>
      Given the gateway has charged $19.00 for an unknown checkout
      And an hour has passed
      And the gateway has delivered its webhooks
      And <killed> is killed at <call>, <moment>
      When payments are reconciled with orders, retrying until it is answered
      Then within 2 seconds of the restart <end>

      # written by `make crash-points`
      Examples:
        | killed   | call                                                 | moment                    | end                     | why                                  |
        | payments | the reconciliation from staff to payments            | before it leaves          | the payment is reversed | the callee is down                   |
        | payments | the reconciliation from staff to payments            | after its work is done    | the payment is reversed | the work is done, the answer is lost |
        | payments | the reconciliation from staff to payments            | after its answer has come | the payment is reversed | answered, and down for later calls   |
        | payments | the search from payments to gateway                  | before it leaves          | the payment is reversed | the call was not made                |
        | payments | the search from payments to gateway                  | after its work is done    | the payment is reversed | the work is done, the caller is down |
        | payments | the search from payments to gateway                  | after its answer has come | the payment is reversed | the answer is not stored             |
        | payments | the look from payments to orders                     | before it leaves          | the payment is reversed | the call was not made                |
        | orders   | the look from payments to orders                     | before it leaves          | the payment is reversed | the callee is down                   |
        | payments | the look from payments to orders                     | after its work is done    | the payment is reversed | the work is done, the caller is down |
        | orders   | the look from payments to orders                     | after its work is done    | the payment is reversed | the work is done, the answer is lost |
        | payments | the look from payments to orders                     | after its answer has come | the payment is reversed | the answer is not stored             |
        | orders   | the look from payments to orders                     | after its answer has come | the payment is reversed | answered, and down for later calls   |
        | payments | the cancellation from payments to orders             | before it leaves          | the payment is reversed | the call was not made                |
        | orders   | the cancellation from payments to orders             | before it leaves          | the payment is reversed | the callee is down                   |
        | payments | the cancellation from payments to orders             | after its work is done    | the payment is reversed | the work is done, the caller is down |
        | orders   | the cancellation from payments to orders             | after its work is done    | the payment is reversed | the work is done, the answer is lost |
        | payments | the cancellation from payments to orders             | after its answer has come | the payment is reversed | the answer is not stored             |
        | orders   | the cancellation from payments to orders             | after its answer has come | the payment is reversed | answered, and down for later calls   |
        | payments | the look from payments to gateway                    | before it leaves          | the payment is reversed | the call was not made                |
        | payments | the look from payments to gateway                    | after its work is done    | the payment is reversed | the work is done, the caller is down |
        | payments | the look from payments to gateway                    | after its answer has come | the payment is reversed | the answer is not stored             |
        | payments | the 1st look at the refunds from payments to gateway | before it leaves          | the payment is reversed | the call was not made                |
        | payments | the 1st look at the refunds from payments to gateway | after its work is done    | the payment is reversed | the work is done, the caller is down |
        | payments | the 1st look at the refunds from payments to gateway | after its answer has come | the payment is reversed | the answer is not stored             |
        | payments | the refund from payments to gateway                  | before it leaves          | the payment is reversed | the call was not made                |
        | payments | the refund from payments to gateway                  | after its work is done    | the payment is reversed | the work is done, the caller is down |
        | payments | the refund from payments to gateway                  | after its answer has come | the payment is reversed | the answer is not stored             |
        | payments | the 1st webhook from gateway to payments             | before it leaves          | the payment is reversed | the callee is down                   |
        | payments | the 1st webhook from gateway to payments             | after its work is done    | the payment is reversed | the work is done, the answer is lost |
        | payments | the 1st webhook from gateway to payments             | after its answer has come | the payment is reversed | answered, and down for later calls   |
        | payments | the 2nd look at the refunds from payments to gateway | before it leaves          | the payment is reversed | the call was not made                |
        | payments | the 2nd look at the refunds from payments to gateway | after its work is done    | the payment is reversed | the work is done, the caller is down |
        | payments | the 2nd look at the refunds from payments to gateway | after its answer has come | the payment is reversed | the answer is not stored             |
        | payments | the paid orders from payments to orders              | before it leaves          | the payment is reversed | the call was not made                |
        | orders   | the paid orders from payments to orders              | before it leaves          | the payment is reversed | the callee is down                   |
        | payments | the paid orders from payments to orders              | after its work is done    | the payment is reversed | the work is done, the caller is down |
        | orders   | the paid orders from payments to orders              | after its work is done    | the payment is reversed | the work is done, the answer is lost |
        | payments | the paid orders from payments to orders              | after its answer has come | the payment is reversed | the answer is not stored             |
        | orders   | the paid orders from payments to orders              | after its answer has come | the payment is reversed | answered, and down for later calls   |
        | payments | the 2nd webhook from gateway to payments             | before it leaves          | the payment is reversed | the callee is down                   |
        | payments | the 2nd webhook from gateway to payments             | after its work is done    | the payment is reversed | the work is done, the answer is lost |
        | payments | the 2nd webhook from gateway to payments             | after its answer has come | the payment is reversed | answered, and down for later calls   |
