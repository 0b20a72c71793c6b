@order_notification @critical
Feature: Repeated attempts
  A mail is tried again for as long as there is hope, less and less often. Then a person has to know.

  Background:
    Given the customer's cart holds 2 copies of "Dune" at $9.50

  Rule: The pauses between the attempts grow

    Scenario: The mail server cannot be reached for a while
      Given the mail server cannot be reached
      And the customer has bought the cart
      When the shop has tried 9 times to send the confirmation mail
      Then no attempt came before its time
      And each pause was longer than the one before

    Scenario: A quota is used up for three hours
      Given the mail server takes no more mail, because a quota is used up
      And the customer has bought the cart
      And 3 hours have passed
      When the mail server takes mail again and 5 minutes pass
      Then the customer gets one confirmation mail over $19.00
      And support is told nothing

  Rule: A mail that cannot be delivered is given up, and support is told

    Scenario: There is no such mailbox
      Given the mail server knows no such mailbox
      And "mail bounced" is known to be left at the end, because the address is wrong
      When the customer checks out
      Then the customer has one order of $19.00
      And the confirmation mail has come back
      And support is told that the confirmation mail did not reach the customer

    Scenario: The mail server takes nothing for six days
      Given the mail server cannot be reached
      And the customer has bought the cart
      And "mail bounced" is known to be left at the end, because nobody took it for six days
      When 6 days pass
      Then the confirmation mail has come back
