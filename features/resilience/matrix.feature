@resilience @matrix @critical
Feature: Matrix
  Every arrow is hurt once in every way there is, and ends as the table in matrix/ says.
  After each cell the books are audited, as after every scenario.

  Rule: Whatever happens to a call, it ends in one of four ways, and the table says in which

    Scenario Outline: <row>, hurt by <fault>
      Given <journey> is prepared
      And "<fault>" is injected into "<call>" on "<arrow>", whose answer needs "<field>"
      When <journey> is carried out
      Then the result is "<ends>"

      Examples: the table in matrix/
        | row | arrow | fault | journey | call | field | ends | why |
