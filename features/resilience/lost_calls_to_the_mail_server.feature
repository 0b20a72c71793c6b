@resilience @normal
Feature: Lost calls to the mail server
  A mail is sent again only where its acceptance is not acknowledged.

  Rule: A failure before the handover sends no mail

    Scenario Outline: The confirmation arrives once although <fault>
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And <fault>
      When the customer checks out
      Then the customer has one order of $19.00
      And the customer gets one confirmation mail over $19.00

      Examples:
        | fault                                                           | why                                          |
        | the first 2 greetings from notifications to mail are reset      | the greeting is missing                      |
        | the recipient from notifications to mail is reset               | the recipient was not named                  |
        | the answer to the recipient from notifications to mail is lost  | the recipient was named, no content followed |
        | the handover from notifications to mail is reset                | the content did not arrive                   |

  Rule: A lost acknowledgement of the handover may send the mail twice, but no third time

    Scenario: The answer to the handover never arrives
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the answer to the handover from notifications to mail is lost
      And "mail twice" is expected to remain at the end, because a copy is better than no mail
      When the customer checks out
      Then the customer has one order of $19.00
      And the customer gets the confirmation mail twice, with one message id

  Rule: A handover that is late, but within its time limit, sends the mail once

    Scenario Outline: One mail is sent although <fault>
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And <fault>
      When the customer checks out
      Then the customer has one order of $19.00
      And the customer gets one confirmation mail over $19.00

      Examples:
        | fault                                                         | why                         |
        | the handover from notifications to mail is late               | the content arrives late    |
        | the answer to the handover from notifications to mail is late | the acknowledgement is late |
