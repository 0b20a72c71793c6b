@resilience @blocker
Feature: Killed in a reconciliation
  A reconciliation finds a charge that belongs to no checkout, and refunds it.

  Rule: A charge without an order is refunded once, also when a service is killed in the reconciliation

    Scenario Outline: <killed> is killed <point>
      Given the gateway has charged $19.00 for an unknown checkout
      And an hour has passed
      And the gateway has delivered its webhooks
      And <killed> is killed <point>
      When payments are reconciled with orders, retrying until it is answered
      Then within 2 seconds of the restart <end>

      Examples: the sample of the crash tables for the day
        | killed | point | end | why |

      # written by `make crash-points`
      @crash
      Examples: every call and commit
        | killed   | point                                                                              | end                     | why                                    |
        | payments | at the reconciliation from staff to payments, before it leaves                     | the payment is reversed | the callee is down                     |
        | payments | at the reconciliation from staff to payments, after its work is done               | the payment is reversed | the work is done, the answer is lost   |
        | payments | at the reconciliation from staff to payments, after its answer has come            | the payment is reversed | answered, and down for later calls     |
        | payments | at the search from payments to gateway, before it leaves                           | the payment is reversed | the call was not made                  |
        | payments | at the search from payments to gateway, after its work is done                     | the payment is reversed | the work is done, the caller is down   |
        | payments | at the search from payments to gateway, after its answer has come                  | the payment is reversed | the answer is not stored               |
        | payments | at the look from payments to orders, before it leaves                              | the payment is reversed | the call was not made                  |
        | orders   | at the look from payments to orders, before it leaves                              | the payment is reversed | the callee is down                     |
        | payments | at the look from payments to orders, after its work is done                        | the payment is reversed | the work is done, the caller is down   |
        | orders   | at the look from payments to orders, after its work is done                        | the payment is reversed | the work is done, the answer is lost   |
        | payments | at the look from payments to orders, after its answer has come                     | the payment is reversed | the answer is not stored               |
        | orders   | at the look from payments to orders, after its answer has come                     | the payment is reversed | answered, and down for later calls     |
        | payments | at the cancellation from payments to orders, before it leaves                      | the payment is reversed | the call was not made                  |
        | orders   | at the cancellation from payments to orders, before it leaves                      | the payment is reversed | the callee is down                     |
        | payments | at the cancellation from payments to orders, after its work is done                | the payment is reversed | the work is done, the caller is down   |
        | orders   | at the cancellation from payments to orders, after its work is done                | the payment is reversed | the work is done, the answer is lost   |
        | payments | at the cancellation from payments to orders, after its answer has come             | the payment is reversed | the answer is not stored               |
        | orders   | at the cancellation from payments to orders, after its answer has come             | the payment is reversed | answered, and down for later calls     |
        | payments | at the look from payments to gateway, before it leaves                             | the payment is reversed | the call was not made                  |
        | payments | at the look from payments to gateway, after its work is done                       | the payment is reversed | the work is done, the caller is down   |
        | payments | at the look from payments to gateway, after its answer has come                    | the payment is reversed | the answer is not stored               |
        | payments | at the 1st look at the refunds from payments to gateway, before it leaves          | the payment is reversed | the call was not made                  |
        | payments | at the 1st look at the refunds from payments to gateway, after its work is done    | the payment is reversed | the work is done, the caller is down   |
        | payments | at the 1st look at the refunds from payments to gateway, after its answer has come | the payment is reversed | the answer is not stored               |
        | payments | at the refund from payments to gateway, before it leaves                           | the payment is reversed | the call was not made                  |
        | payments | at the refund from payments to gateway, after its work is done                     | the payment is reversed | the work is done, the caller is down   |
        | payments | at the refund from payments to gateway, after its answer has come                  | the payment is reversed | the answer is not stored               |
        | payments | at the 1st webhook from gateway to payments, before it leaves                      | the payment is reversed | the callee is down                     |
        | payments | at the 1st webhook from gateway to payments, after its work is done                | the payment is reversed | the work is done, the answer is lost   |
        | payments | at the 1st webhook from gateway to payments, after its answer has come             | the payment is reversed | answered, and down for later calls     |
        | payments | at the 2nd look at the refunds from payments to gateway, before it leaves          | the payment is reversed | the call was not made                  |
        | payments | at the 2nd look at the refunds from payments to gateway, after its work is done    | the payment is reversed | the work is done, the caller is down   |
        | payments | at the 2nd look at the refunds from payments to gateway, after its answer has come | the payment is reversed | the answer is not stored               |
        | payments | at the paid orders from payments to orders, before it leaves                       | the payment is reversed | the call was not made                  |
        | orders   | at the paid orders from payments to orders, before it leaves                       | the payment is reversed | the callee is down                     |
        | payments | at the paid orders from payments to orders, after its work is done                 | the payment is reversed | the work is done, the caller is down   |
        | orders   | at the paid orders from payments to orders, after its work is done                 | the payment is reversed | the work is done, the answer is lost   |
        | payments | at the paid orders from payments to orders, after its answer has come              | the payment is reversed | the answer is not stored               |
        | orders   | at the paid orders from payments to orders, after its answer has come              | the payment is reversed | answered, and down for later calls     |
        | payments | at the 2nd webhook from gateway to payments, before it leaves                      | the payment is reversed | the callee is down                     |
        | payments | at the 2nd webhook from gateway to payments, after its work is done                | the payment is reversed | the work is done, the answer is lost   |
        | payments | at the 2nd webhook from gateway to payments, after its answer has come             | the payment is reversed | answered, and down for later calls     |
        | orders   | before commit 1 of its called_off_checkouts                                        | the payment is reversed | the work is not done                   |
        | orders   | after commit 1 of its called_off_checkouts                                         | the payment is reversed | the work is done, and not acknowledged |
        | payments | before commit 1 of its events                                                      | the payment is reversed | the work is not done                   |
        | payments | after commit 1 of its events                                                       | the payment is reversed | the work is done, and not acknowledged |
        | payments | before commit 2 of its payments                                                    | the payment is reversed | the work is not done                   |
        | payments | after commit 2 of its payments                                                     | the payment is reversed | the work is done, and not acknowledged |
        | payments | before commit 3 of its payments                                                    | the payment is reversed | the work is not done                   |
        | payments | after commit 3 of its payments                                                     | the payment is reversed | the work is done, and not acknowledged |
        | payments | before commit 4 of its payments                                                    | the payment is reversed | the work is not done                   |
        | payments | after commit 4 of its payments                                                     | the payment is reversed | the work is done, and not acknowledged |
        | payments | before commit 5 of its payments                                                    | the payment is reversed | the work is not done                   |
        | payments | after commit 5 of its payments                                                     | the payment is reversed | the work is done, and not acknowledged |
        | payments | before commit 6 of its payments                                                    | the payment is reversed | the work is not done                   |
        | payments | after commit 6 of its payments                                                     | the payment is reversed | the work is done, and not acknowledged |
        | payments | before commit 1 of its findings                                                    | the payment is reversed | the work is not done                   |
        | payments | after commit 1 of its findings                                                     | the payment is reversed | the work is done, and not acknowledged |
        | payments | before commit 2 of its events                                                      | the payment is reversed | the work is not done                   |
        | payments | after commit 2 of its events                                                       | the payment is reversed | the work is done, and not acknowledged |
        | payments | before commit 3 of its events                                                      | the payment is reversed | the work is not done                   |
        | payments | after commit 3 of its events                                                       | the payment is reversed | the work is done, and not acknowledged |
