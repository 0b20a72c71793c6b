@access @normal
Feature: Holding stubs to transfers
  The stub of payments takes bank transfers as payments does, but tells orders nothing of them.

  Rule: A stub allows and refuses about a transfer what its service does

    @load @stub_payments
    Scenario Outline: The "<operation>" is answered by payments and by its stub alike when the transfer is "<state>"
      When the operation "<operation>" is tried on a transfer in the state "<state>"
      Then each operation is allowed or refused as it is listed for the state
      And a refused operation has left the state as it was

      Examples:
        | state            | operation                   | why                     |
        | -                | transfer of all             | nothing names it yet    |
        | open             | transfer of all             | the order is paid then  |
        | part paid        | another amount under its id | the first report holds  |
        | owed             | refund                      | less is owed after it   |
        | paid             | refund                      | a part goes back        |
        | refunded in part | reversal                    | the rest goes back      |
        | ended            | expected transfer           | it was reversed         |
        | ended            | transfer of a part          | it goes back            |
