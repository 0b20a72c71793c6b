@resilience @normal
Feature: Mail server
  A mail is handed over as often as it must be, and as seldom as it can be.

  Rule: What comes before the handover leaves no mail behind

    Scenario Outline: The confirmation arrives once although <mishap>
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And <mishap>
      When the customer checks out
      Then the customer has one order of $19.00
      And the customer gets one confirmation mail over $19.00

      Examples: why: the mail completes later
        | mishap                                                     | why                              |
        | the first 2 calls from notifications to mail are reset     | the greeting does not even come  |
        | the 4th call from notifications to mail is reset           | the recipient was not named      |
        | the answer to the 4th call from notifications to mail is lost | it was, and no content followed |

  Rule: What is lost in the handover may leave the same mail twice, never a third time

    Scenario: The answer to the handover never arrives
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the answer to the 6th call from notifications to mail is lost
      And "mail twice" is expected to remain at the end, because a copy is better than no mail
      When the customer checks out
      Then the customer has one order of $19.00
      And the customer gets the confirmation mail twice, with one message id
