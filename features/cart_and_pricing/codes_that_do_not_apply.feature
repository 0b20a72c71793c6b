@cart_pricing @normal
Feature: Codes that do not apply
  A discount code that does not apply leaves the total as it is; the customer is told the reason.

  Rule: The customer sees the total without the code, and the reason

    Scenario Outline: The code is offered <terms>
      Given the discount code "SPRING" takes <off> off, <terms>
      And the customer's cart holds 1 copy of "Dune" at $9.50
      When the customer enters the code "SPRING"
      Then the customer is asked to pay $9.50
      And the customer sees that the code "SPRING" does not apply, because <reason>

      Examples:
        | off   | terms            | reason                     | why                             |
        | $2.00 | from tomorrow on | it is not valid yet        | its first day is tomorrow       |
        | $2.00 | from $20.00 on   | it needs a larger cart     | the customer could add a title  |
        | €2.00 | once a customer  | it is for another currency | euros are not taken off dollars |

    Scenario: The code was never offered
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      When the customer enters the code "SUMMER"
      Then the customer is asked to pay $9.50
      And the customer sees that the code "SUMMER" does not apply, because it is not known
