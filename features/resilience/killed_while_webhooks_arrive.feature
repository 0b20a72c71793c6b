@resilience @blocker
Feature: Killed while webhooks arrive
  A refund is made at the gateway's dashboard. A service is killed at each call and commit that its webhooks cause.

  Rule: A webhook is not lost with the service that is killed

    Scenario Outline: <killed> is killed <point>
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the shop is idle
      And <killed> is killed <point>
      When $5.00 is refunded at the gateway's dashboard
      Then within 2 seconds of the restart <end>

      Examples: the sample of the crash tables for the day
        | killed | point | end | why |

      # written by `make crash-points`
      @crash
      Examples: every call and commit
        | killed        | point                                                                          | end                                           | why                                    |
        | payments      | at the 1st webhook from gateway to payments, before it leaves                  | the webhook is still to come                  | the gateway retries at a later time    |
        | payments      | at the 1st webhook from gateway to payments, after its work is done            | the refund is made                            | the work is done, the answer is lost   |
        | payments      | at the 1st webhook from gateway to payments, after its answer has come         | the refund is made                            | answered, and down for later calls     |
        | payments      | at the 2nd webhook from gateway to payments, before it leaves                  | the refund is made                            | the callee is down                     |
        | payments      | at the 2nd webhook from gateway to payments, after its work is done            | the refund is made                            | the work is done, the answer is lost   |
        | payments      | at the 2nd webhook from gateway to payments, after its answer has come         | the refund is made                            | answered, and down for later calls     |
        | payments      | at the look from payments to gateway, before it leaves                         | the refund is made                            | the call was not made                  |
        | payments      | at the look from payments to gateway, after its work is done                   | the refund is made                            | the work is done, the caller is down   |
        | payments      | at the look from payments to gateway, after its answer has come                | the refund is made                            | the answer is not stored               |
        | payments      | at the look at the refunds from payments to gateway, before it leaves          | the refund is made                            | the call was not made                  |
        | payments      | at the look at the refunds from payments to gateway, after its work is done    | the refund is made                            | the work is done, the caller is down   |
        | payments      | at the look at the refunds from payments to gateway, after its answer has come | the refund is made                            | the answer is not stored               |
        | payments      | at the refund notice from payments to orders, before it leaves                 | the refund is made                            | the call was not made                  |
        | orders        | at the refund notice from payments to orders, before it leaves                 | the refund is made                            | the callee is down                     |
        | payments      | at the refund notice from payments to orders, after its work is done           | the refund is made                            | the work is done, the caller is down   |
        | orders        | at the refund notice from payments to orders, after its work is done           | the refund is made                            | the work is done, the answer is lost   |
        | payments      | at the refund notice from payments to orders, after its answer has come        | the refund is made                            | the answer is not stored               |
        | orders        | at the refund notice from payments to orders, after its answer has come        | the refund is made                            | answered, and down for later calls     |
        | orders        | at the event from orders to notifications, before it leaves                    | the refund is made                            | the call was not made                  |
        | notifications | at the event from orders to notifications, before it leaves                    | the refund is made                            | the callee is down                     |
        | orders        | at the event from orders to notifications, after its work is done              | the refund is made                            | the work is done, the caller is down   |
        | notifications | at the event from orders to notifications, after its work is done              | the refund is made                            | the work is done, the answer is lost   |
        | orders        | at the event from orders to notifications, after its answer has come           | the refund is made                            | the answer is not stored               |
        | notifications | at the event from orders to notifications, after its answer has come           | the refund is made                            | answered, and down for later calls     |
        | notifications | at the greeting from notifications to mail, before it leaves                   | the refund is made                            | the call was not made                  |
        | notifications | at the greeting from notifications to mail, after its work is done             | the refund is made                            | the work is done, the caller is down   |
        | notifications | at the greeting from notifications to mail, after its answer has come          | the refund is made                            | the answer is not stored               |
        | notifications | at the hello from notifications to mail, before it leaves                      | the refund is made                            | the call was not made                  |
        | notifications | at the hello from notifications to mail, after its work is done                | the refund is made                            | the work is done, the caller is down   |
        | notifications | at the hello from notifications to mail, after its answer has come             | the refund is made                            | the answer is not stored               |
        | notifications | at the sender from notifications to mail, before it leaves                     | the refund is made                            | the call was not made                  |
        | notifications | at the sender from notifications to mail, after its work is done               | the refund is made                            | the work is done, the caller is down   |
        | notifications | at the sender from notifications to mail, after its answer has come            | the refund is made                            | the answer is not stored               |
        | notifications | at the recipient from notifications to mail, before it leaves                  | the refund is made                            | the call was not made                  |
        | notifications | at the recipient from notifications to mail, after its work is done            | the refund is made                            | the work is done, the caller is down   |
        | notifications | at the recipient from notifications to mail, after its answer has come         | the refund is made                            | the answer is not stored               |
        | notifications | at the content from notifications to mail, before it leaves                    | the refund is made                            | the call was not made                  |
        | notifications | at the content from notifications to mail, after its work is done              | the refund is made                            | the work is done, the caller is down   |
        | notifications | at the content from notifications to mail, after its answer has come           | the refund is made                            | the answer is not stored               |
        | notifications | at the handover from notifications to mail, before it leaves                   | the refund is made                            | the call was not made                  |
        | notifications | at the handover from notifications to mail, after its work is done             | the refund is made and its mail is sent twice | the work is done, the caller is down   |
        | notifications | at the handover from notifications to mail, after its answer has come          | the refund is made and its mail is sent twice | the answer is not stored               |
        | notifications | at the goodbye from notifications to mail, before it leaves                    | the refund is made                            | the call was not made                  |
        | notifications | at the goodbye from notifications to mail, after its work is done              | the refund is made                            | the work is done, the caller is down   |
        | notifications | at the goodbye from notifications to mail, after its answer has come           | the refund is made                            | the answer is not stored               |
        | payments      | before commit 1 of its events                                                  | the webhook is still to come                  | the gateway retries at a later time    |
        | payments      | after commit 1 of its events                                                   | the refund is made                            | the work is done, and not acknowledged |
        | payments      | before commit 2 of its events                                                  | the refund is made                            | the work is not done                   |
        | payments      | after commit 2 of its events                                                   | the refund is made                            | the work is done, and not acknowledged |
        | payments      | before commit 3 of its payments                                                | the refund is made                            | the work is not done                   |
        | payments      | after commit 3 of its payments                                                 | the refund is made                            | the work is done, and not acknowledged |
        | payments      | before commit 4 of its payments                                                | the refund is made                            | the work is not done                   |
        | payments      | after commit 4 of its payments                                                 | the refund is made                            | the work is done, and not acknowledged |
        | orders        | before commit 1 of its orders                                                  | the refund is made                            | the work is not done                   |
        | orders        | after commit 1 of its orders                                                   | the refund is made                            | the work is done, and not acknowledged |
        | payments      | before commit 2 of its outbox                                                  | the refund is made                            | the work is not done                   |
        | payments      | after commit 2 of its outbox                                                   | the refund is made                            | the work is done, and not acknowledged |
        | notifications | before commit 1 of its events                                                  | the refund is made                            | the work is not done                   |
        | notifications | after commit 1 of its events                                                   | the refund is made                            | the work is done, and not acknowledged |
        | orders        | before commit 2 of its outbox                                                  | the refund is made                            | the work is not done                   |
        | orders        | after commit 2 of its outbox                                                   | the refund is made                            | the work is done, and not acknowledged |
        | notifications | before commit 1 of its handovers                                               | the refund is made                            | the work is not done                   |
        | notifications | after commit 1 of its handovers                                                | the refund is made                            | the work is done, and not acknowledged |
        | notifications | before commit 2 of its handovers                                               | the refund is made and its mail is sent twice | the work is not done                   |
        | notifications | after commit 2 of its handovers                                                | the refund is made                            | the work is done, and not acknowledged |
