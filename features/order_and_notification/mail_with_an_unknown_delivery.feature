@order_notification @critical
Feature: Mail with an unknown delivery
  A mail that may not have arrived is sent again. The customer gets it at most twice, with one message id.

  Rule: A mail that was not accepted is sent again and arrives once

    Scenario Outline: The confirmation arrives once although <fault>
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And <fault>
      When the customer checks out
      Then the customer has one order of $19.00
      And the customer gets one confirmation mail over $19.00

      Examples:
        | fault                                             | why                            |
        | the mail server defers the mail          | it accepts it later            |
        | the mail server is not available for one mail                       | it accepts no mail             |
        | the mail server is over its quota for one mail | a quota limits the sender    |
        | the mail server closes the connection before it accepts the mail | the mail was not accepted      |
        | the request to announce the order is lost        | the order is not announced yet |
        | the answer to the request to announce the order is lost | the mail is queued already |

    Scenario: The mail follows when the mail server can be reached again
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the mail server cannot be reached
      And the customer has bought the cart
      When the mail server can be reached again
      Then the customer gets one confirmation mail over $19.00

  Rule: A mail that may have arrived is sent once more with the same message id

    Scenario: The acknowledgement of the mail server is lost
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the mail server accepts the mail, but its acknowledgement is lost
      And "mail twice" is expected to remain at the end, because a copy is better than no mail
      When the customer checks out
      Then the customer has one order of $19.00
      And the customer gets the confirmation mail twice, with one message id

    Scenario: The acknowledgement of the mail server is lost twice
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the mail server accepts the mail twice, but each acknowledgement is lost
      And "mail twice" is expected to remain at the end, because a copy is better than no mail
      When the customer checks out
      Then the customer gets the confirmation mail twice, with one message id
      And support is told that the confirmation mail may have been delivered

  Rule: A mail that can never be delivered bounces, and the order stays paid

    Scenario: The mailbox does not exist
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the mail server rejects the mailbox
      And "mail bounced" is expected to remain at the end, because the address is wrong
      When the customer checks out
      Then the customer has one order of $19.00
      And the confirmation mail has bounced
