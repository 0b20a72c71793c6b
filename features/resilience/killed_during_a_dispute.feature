@resilience @blocker
Feature: Killed during a dispute
  The gateway reports that the customer disputes the charge, and payments flags the order for the staff.

  Rule: The flag of a disputed order is not lost with the service that sets it

    Scenario Outline: <killed> is killed <point>
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the shop is idle
      And <killed> is killed <point>
      When the gateway reports a dispute of the charge and does not retry
      Then within 2 seconds of the restart <end>

      Examples: the sample of the crash tables for the day
        | killed | point | end | why |

      # written by `make crash-points`
      @crash
      Examples: every call and commit
        | killed   | point                                                          | end                    | why                                        |
        | payments | at the flag from payments to orders, before it leaves          | the order is flagged   | the call was not made                      |
        | orders   | at the flag from payments to orders, before it leaves          | the order is flagged   | the callee is down                         |
        | payments | at the flag from payments to orders, after its work is done    | the order is flagged   | the work is done, the caller is down       |
        | orders   | at the flag from payments to orders, after its work is done    | the order is flagged   | the work is done, the answer is lost       |
        | payments | at the flag from payments to orders, after its answer has come | the order is flagged   | the answer is not stored                   |
        | orders   | at the flag from payments to orders, after its answer has come | the order is flagged   | answered, and down for later calls         |
        | payments | before commit 1 of its events                                  | the order is unchanged | the report is not stored, and not repeated |
        | payments | after commit 1 of its events                                   | the order is flagged   | the work is done, and not acknowledged     |
        | orders   | before commit 1 of its orders                                  | the order is flagged   | the work is not done                       |
        | orders   | after commit 1 of its orders                                   | the order is flagged   | the work is done, and not acknowledged     |
        | payments | before commit 2 of its outbox                                  | the order is flagged   | the work is not done                       |
        | payments | after commit 2 of its outbox                                   | the order is flagged   | the work is done, and not acknowledged     |
