@order_notification @critical
Feature: Undelivered mail
  A mail that may not have arrived is sent again; the customer gets it twice at most, and can tell so.

  Rule: A mail that was not taken is sent again and arrives once

    Scenario Outline: The confirmation arrives once although <mishap>
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And <mishap>
      When the customer checks out
      Then the customer has one order of $19.00
      And the customer gets one confirmation mail over $19.00

      Examples: why: the order does not wait for its mail
        | mishap                                            | why                            |
        | the mail server refuses the mail for now          | it wants to see it again later |
        | the mail server has no time                       | it takes nobody's mail         |
        | the mail server has taken as much as it may for now | a quota is used up           |
        | the mail server hangs up before it takes the mail | nothing has been handed over   |
        | the request to tell of the order gets lost        | nobody knows of the order yet  |
        | the answer to the request to tell of the order gets lost | the mail is known already |

    Scenario: The mail follows when the mail server can be reached again
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the mail server cannot be reached
      And the customer has bought the cart
      When the mail server can be reached again
      Then the customer gets one confirmation mail over $19.00

  Rule: A mail that may have arrived is sent once more and can be recognized

    Scenario: The mail server takes the mail and its word gets lost
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the mail server takes the mail but its word gets lost
      And "mail twice" is known to be left at the end, because a copy is better than no mail
      When the customer checks out
      Then the customer has one order of $19.00
      And the customer gets the confirmation mail twice, recognizable as the same

    Scenario: The word of the mail server gets lost a second time
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the mail server takes the mail twice but its word gets lost each time
      And "mail twice" is known to be left at the end, because a copy is better than no mail
      When the customer checks out
      Then the customer gets the confirmation mail twice, recognizable as the same
      And support is told that the confirmation mail may have been delivered

  Rule: A mail that can never be delivered is given up, and the order stands

    Scenario: The mail server knows no such mailbox
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the mail server knows no such mailbox
      And "mail bounced" is known to be left at the end, because the address is wrong
      When the customer checks out
      Then the customer has one order of $19.00
      And the confirmation mail has come back
