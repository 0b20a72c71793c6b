@resilience @blocker
Feature: Killed at the deadline of a transfer
  A service is killed at each call and commit by which the deadline cancels an order of which a part was paid.

  Rule: A service that is killed at the deadline keeps no money and no copies

    Scenario Outline: <killed> is killed <point>
      Given the customer has ordered 2 of the shop's 5 copies of "Dune" at $9.50 in advance
      And the customer has transferred $10.00
      And the shop is idle
      And <killed> is killed <point>
      When 9 days pass
      Then within 2 seconds of the restart <end>

      Examples: the sample of the crash tables for the day
        | killed | point | end | why |

      # written by `make crash-points`
      @crash
      Examples: every call and commit
        | killed        | point                                                                  | end                                                            | why                                           |
        | orders        | at the look from orders to payments, before it leaves                  | the deadline has canceled the order                            | the call was not made                         |
        | payments      | at the look from orders to payments, before it leaves                  | the order waits for its transfer                               | orders reads the payment again after a minute |
        | orders        | at the look from orders to payments, after its work is done            | the deadline has canceled the order                            | the work is done, the caller is down          |
        | payments      | at the look from orders to payments, after its work is done            | the order waits for its transfer                               | orders reads the payment again after a minute |
        | orders        | at the look from orders to payments, after its answer has come         | the deadline has canceled the order                            | the answer is not stored                      |
        | payments      | at the look from orders to payments, after its answer has come         | the deadline has canceled the order                            | answered, and down for later calls            |
        | orders        | at the reversal from orders to payments, before it leaves              | the deadline has canceled the order                            | the call was not made                         |
        | payments      | at the reversal from orders to payments, before it leaves              | the deadline has canceled the order                            | the callee is down                            |
        | orders        | at the reversal from orders to payments, after its work is done        | the deadline has canceled the order                            | the work is done, the caller is down          |
        | payments      | at the reversal from orders to payments, after its work is done        | the deadline has canceled the order                            | the work is done, the answer is lost          |
        | orders        | at the reversal from orders to payments, after its answer has come     | the deadline has canceled the order                            | the answer is not stored                      |
        | payments      | at the reversal from orders to payments, after its answer has come     | the deadline has canceled the order                            | answered, and down for later calls            |
        | orders        | at the restock from orders to inventory, before it leaves              | the deadline has canceled the order                            | the call was not made                         |
        | inventory     | at the restock from orders to inventory, before it leaves              | the deadline has canceled the order                            | the callee is down                            |
        | orders        | at the restock from orders to inventory, after its work is done        | the deadline has canceled the order                            | the work is done, the caller is down          |
        | inventory     | at the restock from orders to inventory, after its work is done        | the deadline has canceled the order                            | the work is done, the answer is lost          |
        | orders        | at the restock from orders to inventory, after its answer has come     | the deadline has canceled the order                            | the answer is not stored                      |
        | inventory     | at the restock from orders to inventory, after its answer has come     | the deadline has canceled the order                            | answered, and down for later calls            |
        | orders        | at the event from orders to notifications, before it leaves            | the deadline has canceled the order                            | the call was not made                         |
        | notifications | at the event from orders to notifications, before it leaves            | the deadline has canceled the order                            | the callee is down                            |
        | orders        | at the event from orders to notifications, after its work is done      | the deadline has canceled the order                            | the work is done, the caller is down          |
        | notifications | at the event from orders to notifications, after its work is done      | the deadline has canceled the order                            | the work is done, the answer is lost          |
        | orders        | at the event from orders to notifications, after its answer has come   | the deadline has canceled the order                            | the answer is not stored                      |
        | notifications | at the event from orders to notifications, after its answer has come   | the deadline has canceled the order                            | answered, and down for later calls            |
        | notifications | at the greeting from notifications to mail, before it leaves           | the deadline has canceled the order                            | the call was not made                         |
        | notifications | at the greeting from notifications to mail, after its work is done     | the deadline has canceled the order                            | the work is done, the caller is down          |
        | notifications | at the greeting from notifications to mail, after its answer has come  | the deadline has canceled the order                            | the answer is not stored                      |
        | notifications | at the hello from notifications to mail, before it leaves              | the deadline has canceled the order                            | the call was not made                         |
        | notifications | at the hello from notifications to mail, after its work is done        | the deadline has canceled the order                            | the work is done, the caller is down          |
        | notifications | at the hello from notifications to mail, after its answer has come     | the deadline has canceled the order                            | the answer is not stored                      |
        | notifications | at the sender from notifications to mail, before it leaves             | the deadline has canceled the order                            | the call was not made                         |
        | notifications | at the sender from notifications to mail, after its work is done       | the deadline has canceled the order                            | the work is done, the caller is down          |
        | notifications | at the sender from notifications to mail, after its answer has come    | the deadline has canceled the order                            | the answer is not stored                      |
        | notifications | at the recipient from notifications to mail, before it leaves          | the deadline has canceled the order                            | the call was not made                         |
        | notifications | at the recipient from notifications to mail, after its work is done    | the deadline has canceled the order                            | the work is done, the caller is down          |
        | notifications | at the recipient from notifications to mail, after its answer has come | the deadline has canceled the order                            | the answer is not stored                      |
        | notifications | at the content from notifications to mail, before it leaves            | the deadline has canceled the order                            | the call was not made                         |
        | notifications | at the content from notifications to mail, after its work is done      | the deadline has canceled the order                            | the work is done, the caller is down          |
        | notifications | at the content from notifications to mail, after its answer has come   | the deadline has canceled the order                            | the answer is not stored                      |
        | notifications | at the handover from notifications to mail, before it leaves           | the deadline has canceled the order                            | the call was not made                         |
        | notifications | at the handover from notifications to mail, after its work is done     | the deadline has canceled the order and its mail is sent twice | the work is done, the caller is down          |
        | notifications | at the handover from notifications to mail, after its answer has come  | the deadline has canceled the order and its mail is sent twice | the answer is not stored                      |
        | notifications | at the goodbye from notifications to mail, before it leaves            | the deadline has canceled the order                            | the call was not made                         |
        | notifications | at the goodbye from notifications to mail, after its work is done      | the deadline has canceled the order                            | the work is done, the caller is down          |
        | notifications | at the goodbye from notifications to mail, after its answer has come   | the deadline has canceled the order                            | the answer is not stored                      |
        | orders        | before commit 1 of its orders                                          | the deadline has canceled the order                            | the work is not done                          |
        | orders        | after commit 1 of its orders                                           | the deadline has canceled the order                            | the work is done, and not acknowledged        |
        | payments      | before commit 1 of its tombstones                                      | the deadline has canceled the order                            | the work is not done                          |
        | payments      | after commit 1 of its tombstones                                       | the deadline has canceled the order                            | the work is done, and not acknowledged        |
        | payments      | before commit 1 of its repayments                                      | the deadline has canceled the order                            | the work is not done                          |
        | payments      | after commit 1 of its repayments                                       | the deadline has canceled the order                            | the work is done, and not acknowledged        |
        | orders        | before commit 2 of its orders                                          | the deadline has canceled the order                            | the work is not done                          |
        | orders        | after commit 2 of its orders                                           | the deadline has canceled the order                            | the work is done, and not acknowledged        |
        | orders        | before commit 2 of its outbox                                          | the deadline has canceled the order                            | the work is not done                          |
        | orders        | after commit 2 of its outbox                                           | the deadline has canceled the order                            | the work is done, and not acknowledged        |
        | inventory     | before commit 1 of its reservations                                    | the deadline has canceled the order                            | the work is not done                          |
        | inventory     | after commit 1 of its reservations                                     | the deadline has canceled the order                            | the work is done, and not acknowledged        |
        | orders        | before commit 3 of its orders                                          | the deadline has canceled the order                            | the work is not done                          |
        | orders        | after commit 3 of its orders                                           | the deadline has canceled the order                            | the work is done, and not acknowledged        |
        | orders        | before commit 4 of its outbox                                          | the deadline has canceled the order                            | the work is not done                          |
        | orders        | after commit 4 of its outbox                                           | the deadline has canceled the order                            | the work is done, and not acknowledged        |
        | notifications | before commit 1 of its events                                          | the deadline has canceled the order                            | the work is not done                          |
        | notifications | after commit 1 of its events                                           | the deadline has canceled the order                            | the work is done, and not acknowledged        |
        | orders        | before commit 5 of its outbox                                          | the deadline has canceled the order                            | the work is not done                          |
        | orders        | after commit 5 of its outbox                                           | the deadline has canceled the order                            | the work is done, and not acknowledged        |
        | notifications | before commit 1 of its handovers                                       | the deadline has canceled the order                            | the work is not done                          |
        | notifications | after commit 1 of its handovers                                        | the deadline has canceled the order                            | the work is done, and not acknowledged        |
        | notifications | before commit 2 of its handovers                                       | the deadline has canceled the order and its mail is sent twice | the work is not done                          |
        | notifications | after commit 2 of its handovers                                        | the deadline has canceled the order                            | the work is done, and not acknowledged        |
