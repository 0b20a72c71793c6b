@access @normal
Feature: Refusing reports of transfers
  An order is paid by card or by transfer. Orders refuses a report that does not fit, also where a service makes it.

  Rule: A report about a transfer is taken only for an order that waits for one

    Scenario Outline: The "<operation>" of an order that is "<state>" is refused
      When the operation "<operation>" is tried on a order in the state "<state>"
      Then each operation is allowed or refused as it is listed for the state
      And a refused operation has left the state as it was

      Examples:
        | state                        | operation                     | why                           |
        | placed                       | acceptance                    | it is paid by card            |
        | paid                         | notice of a transfer          | it is paid by card            |
        | awaiting                     | payment notice                | it is paid by transfer        |
        | awaiting                     | notice of more than the total | no order takes more           |
        | canceled before its transfer | acceptance                    | the request came too late     |
        | canceled before its transfer | notice of a transfer          | what comes too late goes back |
