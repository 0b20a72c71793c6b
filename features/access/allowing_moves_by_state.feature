@access @critical
Feature: Allowing moves by state
  Each service refuses what does not fit the state of an object, also when a trusted service asks for it.

  Rule: In each state the listed operations are allowed, and no others

    Scenario Outline: Operations on the <kind> are allowed by its state
      When every operation on the <kind> is tried in every state
      Then each operation is allowed or refused as it is listed for the state
      And a refused operation has left the state as it was

      Examples:
        | kind        | why                                  |
        | reservation | sold copies must not be sold again   |
        | payment     | money must not move twice            |
        | order       | a canceled order must stay canceled  |
