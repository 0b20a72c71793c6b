@access @normal
Feature: Holding stubs to payments in parts
  The stub of payments captures an authorization in parts as payments does.

  Rule: A stub allows and refuses about a payment in parts what its service does

    @load @stub_payments
    Scenario Outline: The "<operation>" is answered by payments and by its stub alike when the payment is "<state>"
      When the operation "<operation>" is tried on a payment in parts in the state "<state>"
      Then each operation is allowed or refused as it is listed for the state
      And a refused operation has left the state as it was

      Examples:
        | state             | operation                   | why                        |
        | held              | capture of a parcel         | the rest stays held        |
        | held              | capture of too much         | no more than is held       |
        | held              | release of the rest         | nothing was captured       |
        | a part captured   | another amount under its id | the first request is valid |
        | a part captured   | capture of the last parcel  | the rest is released       |
        | a part captured   | capture of the whole        | it is captured in parts    |
        | the last captured | capture of a parcel         | nothing is held any more   |
        | released          | capture of a parcel         | it was reversed            |
