@resilience @matrix @critical
Feature: Matrix
  Every fault is injected into every row of the tables in matrix/, which say the result.
  Each cell is audited, as every scenario is.

  Rule: A journey with one fault ends with one of four results, and the table says which

    Scenario Outline: <row> with the fault <fault>
      Given <journey> is prepared
      And "<fault>" is injected into "<call>" on "<arrow>", whose answer needs "<field>"
      When <journey> is carried out
      Then the result is "<ends>"

      Examples: the table in matrix/
        | row | arrow | fault | journey | call | field | ends | why |
