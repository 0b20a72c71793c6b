@resilience @blocker
Feature: Killed while a parcel leaves
  A service is killed at each call and commit of a parcel, which the warehouse reports once.

  Rule: A parcel that was reported has left once, also when a service is killed

    Scenario Outline: <killed> is killed <point>
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the shop is idle
      And <killed> is killed <point>
      When the warehouse ships 2 copies of "Dune" of the order once and does not retry
      Then within 2 seconds of the restart <end>

      Examples: the sample of the crash tables for the day
        | killed | point | end | why |

      # written by `make crash-points`
      @crash
      Examples: every call and commit
        | killed        | point                                                                  | end                                            | why                                    |
        | orders        | at the shipment from staff to orders, before it leaves                 | the order is unchanged                         | the callee is down                     |
        | orders        | at the shipment from staff to orders, after its work is done           | the parcel has left                            | the work is done, the answer is lost   |
        | orders        | at the shipment from staff to orders, after its answer has come        | the parcel has left                            | answered, and down for later calls     |
        | orders        | at the event from orders to notifications, before it leaves            | the parcel has left                            | the call was not made                  |
        | notifications | at the event from orders to notifications, before it leaves            | the parcel has left                            | the callee is down                     |
        | orders        | at the event from orders to notifications, after its work is done      | the parcel has left                            | the work is done, the caller is down   |
        | notifications | at the event from orders to notifications, after its work is done      | the parcel has left                            | the work is done, the answer is lost   |
        | orders        | at the event from orders to notifications, after its answer has come   | the parcel has left                            | the answer is not stored               |
        | notifications | at the event from orders to notifications, after its answer has come   | the parcel has left                            | answered, and down for later calls     |
        | notifications | at the greeting from notifications to mail, before it leaves           | the parcel has left                            | the call was not made                  |
        | notifications | at the greeting from notifications to mail, after its work is done     | the parcel has left                            | the work is done, the caller is down   |
        | notifications | at the greeting from notifications to mail, after its answer has come  | the parcel has left                            | the answer is not stored               |
        | notifications | at the hello from notifications to mail, before it leaves              | the parcel has left                            | the call was not made                  |
        | notifications | at the hello from notifications to mail, after its work is done        | the parcel has left                            | the work is done, the caller is down   |
        | notifications | at the hello from notifications to mail, after its answer has come     | the parcel has left                            | the answer is not stored               |
        | notifications | at the sender from notifications to mail, before it leaves             | the parcel has left                            | the call was not made                  |
        | notifications | at the sender from notifications to mail, after its work is done       | the parcel has left                            | the work is done, the caller is down   |
        | notifications | at the sender from notifications to mail, after its answer has come    | the parcel has left                            | the answer is not stored               |
        | notifications | at the recipient from notifications to mail, before it leaves          | the parcel has left                            | the call was not made                  |
        | notifications | at the recipient from notifications to mail, after its work is done    | the parcel has left                            | the work is done, the caller is down   |
        | notifications | at the recipient from notifications to mail, after its answer has come | the parcel has left                            | the answer is not stored               |
        | notifications | at the content from notifications to mail, before it leaves            | the parcel has left                            | the call was not made                  |
        | notifications | at the content from notifications to mail, after its work is done      | the parcel has left                            | the work is done, the caller is down   |
        | notifications | at the content from notifications to mail, after its answer has come   | the parcel has left                            | the answer is not stored               |
        | notifications | at the handover from notifications to mail, before it leaves           | the parcel has left                            | the call was not made                  |
        | notifications | at the handover from notifications to mail, after its work is done     | the parcel has left and its mail is sent twice | the work is done, the caller is down   |
        | notifications | at the handover from notifications to mail, after its answer has come  | the parcel has left and its mail is sent twice | the answer is not stored               |
        | notifications | at the goodbye from notifications to mail, before it leaves            | the parcel has left                            | the call was not made                  |
        | notifications | at the goodbye from notifications to mail, after its work is done      | the parcel has left                            | the work is done, the caller is down   |
        | notifications | at the goodbye from notifications to mail, after its answer has come   | the parcel has left                            | the answer is not stored               |
        | orders        | before commit 1 of its orders                                          | the order is unchanged                         | the work is not done                   |
        | orders        | after commit 1 of its orders                                           | the parcel has left                            | the work is done, and not acknowledged |
        | notifications | before commit 1 of its events                                          | the parcel has left                            | the work is not done                   |
        | notifications | after commit 1 of its events                                           | the parcel has left                            | the work is done, and not acknowledged |
        | orders        | before commit 2 of its outbox                                          | the parcel has left                            | the work is not done                   |
        | orders        | after commit 2 of its outbox                                           | the parcel has left                            | the work is done, and not acknowledged |
        | notifications | before commit 1 of its handovers                                       | the parcel has left                            | the work is not done                   |
        | notifications | after commit 1 of its handovers                                        | the parcel has left                            | the work is done, and not acknowledged |
        | notifications | before commit 2 of its handovers                                       | the parcel has left and its mail is sent twice | the work is not done                   |
        | notifications | after commit 2 of its handovers                                        | the parcel has left                            | the work is done, and not acknowledged |
