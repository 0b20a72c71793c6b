@resilience @blocker
Feature: Killed while a parcel is charged
  A service is killed at each call and commit of a parcel that charges the card. It charges its copies once.

  Rule: A parcel is charged once, and the rest stays held, also when a service is killed

    Scenario Outline: <killed> is killed <point>
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer pays by card as each parcel leaves
      And the customer has bought the cart
      And the shop is idle
      And <killed> is killed <point>
      When the warehouse ships 1 copy of "Dune" of the order once and does not retry
      Then within 2 seconds of the restart <end>

      Examples: the sample of the crash tables for the day
        | killed | point | end | why |

      # written by `make crash-points`
      @crash
      Examples: every call and commit
        | killed        | point                                                                         | end                                              | why                                    |
        | orders        | at the shipment from staff to orders, before it leaves                        | the total is held                                | the callee is down                     |
        | orders        | at the shipment from staff to orders, after its work is done                  | the parcel is charged                            | the work is done, the answer is lost   |
        | orders        | at the shipment from staff to orders, after its answer has come               | the parcel is charged                            | answered, and down for later calls     |
        | orders        | at the capture of a parcel from orders to payments, before it leaves          | the parcel is charged                            | the call was not made                  |
        | payments      | at the capture of a parcel from orders to payments, before it leaves          | the parcel is charged                            | the callee is down                     |
        | orders        | at the capture of a parcel from orders to payments, after its work is done    | the parcel is charged                            | the work is done, the caller is down   |
        | payments      | at the capture of a parcel from orders to payments, after its work is done    | the parcel is charged                            | the work is done, the answer is lost   |
        | orders        | at the capture of a parcel from orders to payments, after its answer has come | the parcel is charged                            | the answer is not stored               |
        | payments      | at the capture of a parcel from orders to payments, after its answer has come | the parcel is charged                            | answered, and down for later calls     |
        | payments      | at the capture from payments to gateway, before it leaves                     | the parcel is charged                            | the call was not made                  |
        | payments      | at the capture from payments to gateway, after its work is done               | the parcel is charged                            | the work is done, the caller is down   |
        | payments      | at the capture from payments to gateway, after its answer has come            | the parcel is charged                            | the answer is not stored               |
        | payments      | at the 1st webhook from gateway to payments, before it leaves                 | the parcel is charged                            | the callee is down                     |
        | payments      | at the 1st webhook from gateway to payments, after its work is done           | the parcel is charged                            | the work is done, the answer is lost   |
        | payments      | at the 1st webhook from gateway to payments, after its answer has come        | the parcel is charged                            | answered, and down for later calls     |
        | payments      | at the 2nd webhook from gateway to payments, before it leaves                 | the parcel is charged                            | the callee is down                     |
        | payments      | at the 2nd webhook from gateway to payments, after its work is done           | the parcel is charged                            | the work is done, the answer is lost   |
        | payments      | at the 2nd webhook from gateway to payments, after its answer has come        | the parcel is charged                            | answered, and down for later calls     |
        | orders        | at the event from orders to notifications, before it leaves                   | the parcel is charged                            | the call was not made                  |
        | notifications | at the event from orders to notifications, before it leaves                   | the parcel is charged                            | the callee is down                     |
        | orders        | at the event from orders to notifications, after its work is done             | the parcel is charged                            | the work is done, the caller is down   |
        | notifications | at the event from orders to notifications, after its work is done             | the parcel is charged                            | the work is done, the answer is lost   |
        | orders        | at the event from orders to notifications, after its answer has come          | the parcel is charged                            | the answer is not stored               |
        | notifications | at the event from orders to notifications, after its answer has come          | the parcel is charged                            | answered, and down for later calls     |
        | notifications | at the greeting from notifications to mail, before it leaves                  | the parcel is charged                            | the call was not made                  |
        | notifications | at the greeting from notifications to mail, after its work is done            | the parcel is charged                            | the work is done, the caller is down   |
        | notifications | at the greeting from notifications to mail, after its answer has come         | the parcel is charged                            | the answer is not stored               |
        | notifications | at the hello from notifications to mail, before it leaves                     | the parcel is charged                            | the call was not made                  |
        | notifications | at the hello from notifications to mail, after its work is done               | the parcel is charged                            | the work is done, the caller is down   |
        | notifications | at the hello from notifications to mail, after its answer has come            | the parcel is charged                            | the answer is not stored               |
        | notifications | at the sender from notifications to mail, before it leaves                    | the parcel is charged                            | the call was not made                  |
        | notifications | at the sender from notifications to mail, after its work is done              | the parcel is charged                            | the work is done, the caller is down   |
        | notifications | at the sender from notifications to mail, after its answer has come           | the parcel is charged                            | the answer is not stored               |
        | notifications | at the recipient from notifications to mail, before it leaves                 | the parcel is charged                            | the call was not made                  |
        | notifications | at the recipient from notifications to mail, after its work is done           | the parcel is charged                            | the work is done, the caller is down   |
        | notifications | at the recipient from notifications to mail, after its answer has come        | the parcel is charged                            | the answer is not stored               |
        | notifications | at the content from notifications to mail, before it leaves                   | the parcel is charged                            | the call was not made                  |
        | notifications | at the content from notifications to mail, after its work is done             | the parcel is charged                            | the work is done, the caller is down   |
        | notifications | at the content from notifications to mail, after its answer has come          | the parcel is charged                            | the answer is not stored               |
        | notifications | at the handover from notifications to mail, before it leaves                  | the parcel is charged                            | the call was not made                  |
        | notifications | at the handover from notifications to mail, after its work is done            | the parcel is charged and its mail is sent twice | the work is done, the caller is down   |
        | notifications | at the handover from notifications to mail, after its answer has come         | the parcel is charged and its mail is sent twice | the answer is not stored               |
        | notifications | at the goodbye from notifications to mail, before it leaves                   | the parcel is charged                            | the call was not made                  |
        | notifications | at the goodbye from notifications to mail, after its work is done             | the parcel is charged                            | the work is done, the caller is down   |
        | notifications | at the goodbye from notifications to mail, after its answer has come          | the parcel is charged                            | the answer is not stored               |
        | orders        | before commit 1 of its orders                                                 | the total is held                                | the work is not done                   |
        | orders        | after commit 1 of its orders                                                  | the parcel is charged                            | the work is done, and not acknowledged |
        | payments      | before commit 1 of its payments                                               | the parcel is charged                            | the work is not done                   |
        | payments      | after commit 1 of its payments                                                | the parcel is charged                            | the work is done, and not acknowledged |
        | payments      | before commit 2 of its payments                                               | the parcel is charged                            | the work is not done                   |
        | payments      | after commit 2 of its payments                                                | the parcel is charged                            | the work is done, and not acknowledged |
        | payments      | before commit 3 of its payments                                               | the parcel is charged                            | the work is not done                   |
        | payments      | after commit 3 of its payments                                                | the parcel is charged                            | the work is done, and not acknowledged |
        | payments      | before commit 1 of its events                                                 | the parcel is charged                            | the work is not done                   |
        | payments      | after commit 1 of its events                                                  | the parcel is charged                            | the work is done, and not acknowledged |
        | orders        | before commit 2 of its orders                                                 | the parcel is charged                            | the work is not done                   |
        | orders        | after commit 2 of its orders                                                  | the parcel is charged                            | the work is done, and not acknowledged |
        | orders        | before commit 2 of its outbox                                                 | the parcel is charged                            | the work is not done                   |
        | orders        | after commit 2 of its outbox                                                  | the parcel is charged                            | the work is done, and not acknowledged |
        | notifications | before commit 1 of its events                                                 | the parcel is charged                            | the work is not done                   |
        | notifications | after commit 1 of its events                                                  | the parcel is charged                            | the work is done, and not acknowledged |
        | orders        | before commit 3 of its outbox                                                 | the parcel is charged                            | the work is not done                   |
        | orders        | after commit 3 of its outbox                                                  | the parcel is charged                            | the work is done, and not acknowledged |
        | notifications | before commit 1 of its handovers                                              | the parcel is charged                            | the work is not done                   |
        | notifications | after commit 1 of its handovers                                               | the parcel is charged                            | the work is done, and not acknowledged |
        | notifications | before commit 2 of its handovers                                              | the parcel is charged and its mail is sent twice | the work is not done                   |
        | notifications | after commit 2 of its handovers                                               | the parcel is charged                            | the work is done, and not acknowledged |
