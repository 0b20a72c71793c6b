@resilience @blocker
Feature: Killed while copies come back
  A service is killed at each call and commit of a return, which the warehouse reports once.

  Rule: Copies that were reported have come back once, also when a service is killed

    Scenario Outline: <killed> is killed <point>
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the warehouse has shipped 2 copies of "Dune" of the order
      And the shop is idle
      And <killed> is killed <point>
      When the warehouse reports once that 1 copy of "Dune" of the order came back, and does not retry
      Then within 2 seconds of the restart <end>

      Examples: the sample of the crash tables for the day
        | killed | point | end | why |

      # written by `make crash-points`
      @crash
      Examples: every call and commit
        | killed        | point                                                                      | end                                                  | why                                    |
        | orders        | at the return from staff to orders, before it leaves                       | the parcel has left                                  | the callee is down                     |
        | orders        | at the return from staff to orders, after its work is done                 | the copies have come back                            | the work is done, the answer is lost   |
        | orders        | at the return from staff to orders, after its answer has come              | the copies have come back                            | answered, and down for later calls     |
        | orders        | at the returned copies from orders to inventory, before it leaves          | the copies have come back                            | the call was not made                  |
        | inventory     | at the returned copies from orders to inventory, before it leaves          | the copies have come back                            | the callee is down                     |
        | orders        | at the returned copies from orders to inventory, after its work is done    | the copies have come back                            | the work is done, the caller is down   |
        | inventory     | at the returned copies from orders to inventory, after its work is done    | the copies have come back                            | the work is done, the answer is lost   |
        | orders        | at the returned copies from orders to inventory, after its answer has come | the copies have come back                            | the answer is not stored               |
        | inventory     | at the returned copies from orders to inventory, after its answer has come | the copies have come back                            | answered, and down for later calls     |
        | orders        | at the event from orders to notifications, before it leaves                | the copies have come back                            | the call was not made                  |
        | notifications | at the event from orders to notifications, before it leaves                | the copies have come back                            | the callee is down                     |
        | orders        | at the event from orders to notifications, after its work is done          | the copies have come back                            | the work is done, the caller is down   |
        | notifications | at the event from orders to notifications, after its work is done          | the copies have come back                            | the work is done, the answer is lost   |
        | orders        | at the event from orders to notifications, after its answer has come       | the copies have come back                            | the answer is not stored               |
        | notifications | at the event from orders to notifications, after its answer has come       | the copies have come back                            | answered, and down for later calls     |
        | notifications | at the greeting from notifications to mail, before it leaves               | the copies have come back                            | the call was not made                  |
        | notifications | at the greeting from notifications to mail, after its work is done         | the copies have come back                            | the work is done, the caller is down   |
        | notifications | at the greeting from notifications to mail, after its answer has come      | the copies have come back                            | the answer is not stored               |
        | notifications | at the hello from notifications to mail, before it leaves                  | the copies have come back                            | the call was not made                  |
        | notifications | at the hello from notifications to mail, after its work is done            | the copies have come back                            | the work is done, the caller is down   |
        | notifications | at the hello from notifications to mail, after its answer has come         | the copies have come back                            | the answer is not stored               |
        | notifications | at the sender from notifications to mail, before it leaves                 | the copies have come back                            | the call was not made                  |
        | notifications | at the sender from notifications to mail, after its work is done           | the copies have come back                            | the work is done, the caller is down   |
        | notifications | at the sender from notifications to mail, after its answer has come        | the copies have come back                            | the answer is not stored               |
        | notifications | at the recipient from notifications to mail, before it leaves              | the copies have come back                            | the call was not made                  |
        | notifications | at the recipient from notifications to mail, after its work is done        | the copies have come back                            | the work is done, the caller is down   |
        | notifications | at the recipient from notifications to mail, after its answer has come     | the copies have come back                            | the answer is not stored               |
        | notifications | at the content from notifications to mail, before it leaves                | the copies have come back                            | the call was not made                  |
        | notifications | at the content from notifications to mail, after its work is done          | the copies have come back                            | the work is done, the caller is down   |
        | notifications | at the content from notifications to mail, after its answer has come       | the copies have come back                            | the answer is not stored               |
        | notifications | at the handover from notifications to mail, before it leaves               | the copies have come back                            | the call was not made                  |
        | notifications | at the handover from notifications to mail, after its work is done         | the copies have come back and its mail is sent twice | the work is done, the caller is down   |
        | notifications | at the handover from notifications to mail, after its answer has come      | the copies have come back and its mail is sent twice | the answer is not stored               |
        | notifications | at the goodbye from notifications to mail, before it leaves                | the copies have come back                            | the call was not made                  |
        | notifications | at the goodbye from notifications to mail, after its work is done          | the copies have come back                            | the work is done, the caller is down   |
        | notifications | at the goodbye from notifications to mail, after its answer has come       | the copies have come back                            | the answer is not stored               |
        | orders        | before commit 1 of its orders                                              | the parcel has left                                  | the work is not done                   |
        | orders        | after commit 1 of its orders                                               | the copies have come back                            | the work is done, and not acknowledged |
        | inventory     | before commit 1 of its reservation_lines                                   | the copies have come back                            | the work is not done                   |
        | inventory     | after commit 1 of its reservation_lines                                    | the copies have come back                            | the work is done, and not acknowledged |
        | orders        | before commit 2 of its outbox                                              | the copies have come back                            | the work is not done                   |
        | orders        | after commit 2 of its outbox                                               | the copies have come back                            | the work is done, and not acknowledged |
        | notifications | before commit 1 of its events                                              | the copies have come back                            | the work is not done                   |
        | notifications | after commit 1 of its events                                               | the copies have come back                            | the work is done, and not acknowledged |
        | orders        | before commit 3 of its outbox                                              | the copies have come back                            | the work is not done                   |
        | orders        | after commit 3 of its outbox                                               | the copies have come back                            | the work is done, and not acknowledged |
        | notifications | before commit 1 of its handovers                                           | the copies have come back                            | the work is not done                   |
        | notifications | after commit 1 of its handovers                                            | the copies have come back                            | the work is done, and not acknowledged |
        | notifications | before commit 2 of its handovers                                           | the copies have come back and its mail is sent twice | the work is not done                   |
        | notifications | after commit 2 of its handovers                                            | the copies have come back                            | the work is done, and not acknowledged |
