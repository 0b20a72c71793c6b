@resilience @blocker @crash
Feature: Killed during a dispute
  The gateway reports that the customer disputes the charge, and payments flags the order for the staff.

  Rule: The flag of a disputed order is not lost with the service that sets it

    Scenario Outline: <killed> is killed at <call>, <moment>
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the shop is idle
      And <killed> is killed at <call>, <moment>
      When the gateway reports a dispute of the charge and does not retry
      Then within 2 seconds of the restart <end>

      # written by `make crash-points`
      Examples:
        | killed   | call                             | moment                    | end                  | why                                  |
        | payments | the flag from payments to orders | before it leaves          | the order is flagged | the call was not made                |
        | orders   | the flag from payments to orders | before it leaves          | the order is flagged | the callee is down                   |
        | payments | the flag from payments to orders | after its work is done    | the order is flagged | the work is done, the caller is down |
        | orders   | the flag from payments to orders | after its work is done    | the order is flagged | the work is done, the answer is lost |
        | payments | the flag from payments to orders | after its answer has come | the order is flagged | the answer is not stored             |
        | orders   | the flag from payments to orders | after its answer has come | the order is flagged | answered, and down for later calls   |
