@resilience @blocker
Feature: Killed while a transfer arrives
  A service is killed at each call and commit that follows from a transfer, which the bank reports once.

  Rule: A transfer that was booked pays its order, also when a service is killed

    Scenario Outline: <killed> is killed <point>
      Given the customer has ordered 2 of the shop's 5 copies of "Dune" at $9.50 in advance
      And the shop is idle
      And <killed> is killed <point>
      When the customer transfers $19.00, which the bank reports once
      Then within 2 seconds of the restart <end>

      Examples: the sample of the crash tables for the day
        | killed | point | end | why |

      # written by `make crash-points`
      @crash
      Examples: every call and commit
        | killed        | point                                                                     | end                                                        | why                                    |
        | payments      | at the transfer from staff to payments, before it leaves                  | the order waits for its transfer                           | the callee is down                     |
        | payments      | at the transfer from staff to payments, after its work is done            | the transfer has paid the order                            | the work is done, the answer is lost   |
        | payments      | at the transfer from staff to payments, after its answer has come         | the transfer has paid the order                            | answered, and down for later calls     |
        | payments      | at the transfer notice from payments to orders, before it leaves          | the transfer has paid the order                            | the call was not made                  |
        | orders        | at the transfer notice from payments to orders, before it leaves          | the transfer has paid the order                            | the callee is down                     |
        | payments      | at the transfer notice from payments to orders, after its work is done    | the transfer has paid the order                            | the work is done, the caller is down   |
        | orders        | at the transfer notice from payments to orders, after its work is done    | the transfer has paid the order                            | the work is done, the answer is lost   |
        | payments      | at the transfer notice from payments to orders, after its answer has come | the transfer has paid the order                            | the answer is not stored               |
        | orders        | at the transfer notice from payments to orders, after its answer has come | the transfer has paid the order                            | answered, and down for later calls     |
        | orders        | at the confirmation from orders to inventory, before it leaves            | the transfer has paid the order                            | the call was not made                  |
        | inventory     | at the confirmation from orders to inventory, before it leaves            | the transfer has paid the order                            | the callee is down                     |
        | orders        | at the confirmation from orders to inventory, after its work is done      | the transfer has paid the order                            | the work is done, the caller is down   |
        | inventory     | at the confirmation from orders to inventory, after its work is done      | the transfer has paid the order                            | the work is done, the answer is lost   |
        | orders        | at the confirmation from orders to inventory, after its answer has come   | the transfer has paid the order                            | the answer is not stored               |
        | inventory     | at the confirmation from orders to inventory, after its answer has come   | the transfer has paid the order                            | answered, and down for later calls     |
        | orders        | at the event from orders to notifications, before it leaves               | the transfer has paid the order                            | the call was not made                  |
        | notifications | at the event from orders to notifications, before it leaves               | the transfer has paid the order                            | the callee is down                     |
        | orders        | at the event from orders to notifications, after its work is done         | the transfer has paid the order                            | the work is done, the caller is down   |
        | notifications | at the event from orders to notifications, after its work is done         | the transfer has paid the order                            | the work is done, the answer is lost   |
        | orders        | at the event from orders to notifications, after its answer has come      | the transfer has paid the order                            | the answer is not stored               |
        | notifications | at the event from orders to notifications, after its answer has come      | the transfer has paid the order                            | answered, and down for later calls     |
        | notifications | at the greeting from notifications to mail, before it leaves              | the transfer has paid the order                            | the call was not made                  |
        | notifications | at the greeting from notifications to mail, after its work is done        | the transfer has paid the order                            | the work is done, the caller is down   |
        | notifications | at the greeting from notifications to mail, after its answer has come     | the transfer has paid the order                            | the answer is not stored               |
        | notifications | at the hello from notifications to mail, before it leaves                 | the transfer has paid the order                            | the call was not made                  |
        | notifications | at the hello from notifications to mail, after its work is done           | the transfer has paid the order                            | the work is done, the caller is down   |
        | notifications | at the hello from notifications to mail, after its answer has come        | the transfer has paid the order                            | the answer is not stored               |
        | notifications | at the sender from notifications to mail, before it leaves                | the transfer has paid the order                            | the call was not made                  |
        | notifications | at the sender from notifications to mail, after its work is done          | the transfer has paid the order                            | the work is done, the caller is down   |
        | notifications | at the sender from notifications to mail, after its answer has come       | the transfer has paid the order                            | the answer is not stored               |
        | notifications | at the recipient from notifications to mail, before it leaves             | the transfer has paid the order                            | the call was not made                  |
        | notifications | at the recipient from notifications to mail, after its work is done       | the transfer has paid the order                            | the work is done, the caller is down   |
        | notifications | at the recipient from notifications to mail, after its answer has come    | the transfer has paid the order                            | the answer is not stored               |
        | notifications | at the content from notifications to mail, before it leaves               | the transfer has paid the order                            | the call was not made                  |
        | notifications | at the content from notifications to mail, after its work is done         | the transfer has paid the order                            | the work is done, the caller is down   |
        | notifications | at the content from notifications to mail, after its answer has come      | the transfer has paid the order                            | the answer is not stored               |
        | notifications | at the handover from notifications to mail, before it leaves              | the transfer has paid the order                            | the call was not made                  |
        | notifications | at the handover from notifications to mail, after its work is done        | the transfer has paid the order and its mail is sent twice | the work is done, the caller is down   |
        | notifications | at the handover from notifications to mail, after its answer has come     | the transfer has paid the order and its mail is sent twice | the answer is not stored               |
        | notifications | at the goodbye from notifications to mail, before it leaves               | the transfer has paid the order                            | the call was not made                  |
        | notifications | at the goodbye from notifications to mail, after its work is done         | the transfer has paid the order                            | the work is done, the caller is down   |
        | notifications | at the goodbye from notifications to mail, after its answer has come      | the transfer has paid the order                            | the answer is not stored               |
        | payments      | before commit 1 of its transfers                                          | the order waits for its transfer                           | the work is not done                   |
        | payments      | after commit 1 of its transfers                                           | the transfer has paid the order                            | the work is done, and not acknowledged |
        | orders        | before commit 1 of its orders                                             | the transfer has paid the order                            | the work is not done                   |
        | orders        | after commit 1 of its orders                                              | the transfer has paid the order                            | the work is done, and not acknowledged |
        | payments      | before commit 2 of its outbox                                             | the transfer has paid the order                            | the work is not done                   |
        | payments      | after commit 2 of its outbox                                              | the transfer has paid the order                            | the work is done, and not acknowledged |
        | inventory     | before commit 1 of its stock_movements                                    | the transfer has paid the order                            | the work is not done                   |
        | inventory     | after commit 1 of its stock_movements                                     | the transfer has paid the order                            | the work is done, and not acknowledged |
        | orders        | before commit 2 of its outbox                                             | the transfer has paid the order                            | the work is not done                   |
        | orders        | after commit 2 of its outbox                                              | the transfer has paid the order                            | the work is done, and not acknowledged |
        | notifications | before commit 1 of its events                                             | the transfer has paid the order                            | the work is not done                   |
        | notifications | after commit 1 of its events                                              | the transfer has paid the order                            | the work is done, and not acknowledged |
        | orders        | before commit 3 of its outbox                                             | the transfer has paid the order                            | the work is not done                   |
        | orders        | after commit 3 of its outbox                                              | the transfer has paid the order                            | the work is done, and not acknowledged |
        | notifications | before commit 1 of its handovers                                          | the transfer has paid the order                            | the work is not done                   |
        | notifications | after commit 1 of its handovers                                           | the transfer has paid the order                            | the work is done, and not acknowledged |
        | notifications | before commit 2 of its handovers                                          | the transfer has paid the order and its mail is sent twice | the work is not done                   |
        | notifications | after commit 2 of its handovers                                           | the transfer has paid the order                            | the work is done, and not acknowledged |
