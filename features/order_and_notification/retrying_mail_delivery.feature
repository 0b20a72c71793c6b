@order_notification @critical
Feature: Retrying mail delivery
  The delivery of a mail is retried after growing pauses. Support is told when it has failed permanently.

  Background:
    Given the customer's cart holds 2 copies of "Dune" at $9.50

  Rule: The pauses between the attempts grow

    Scenario: The mail server cannot be reached for a while
      Given the mail server cannot be reached
      And the customer has bought the cart
      When the shop has tried 9 times to send the confirmation mail
      Then no attempt came before it was due
      And each pause was longer than the one before

  Rule: A mail that is not accepted is retried for five days, and no longer

    Scenario: The mail server is over its quota until an hour before the five days are over
      Given the mail server is over its quota
      And the customer has bought the cart
      And the shop has tried to send the confirmation mail for 119 hours
      And the mail server accepts mail again
      When 5 minutes pass
      Then the customer gets one confirmation mail over $19.00
      And support is told nothing

    Scenario: The mail server cannot be reached until an hour after the five days
      Given the mail server cannot be reached
      And the customer has bought the cart
      And "mail bounced" is expected to remain at the end, because it was not accepted for five days
      When 121 hours pass
      Then the confirmation mail has bounced

  Rule: No later mail of an order overtakes one that waits for its next attempt

    Scenario: The customer cancels while the confirmation waits
      Given the mail server is over its quota
      And the customer has bought the cart
      And the shop has tried to send the confirmation mail for 2 hours
      And the customer has canceled the order
      And the mail server accepts mail again
      When 2 hours pass
      Then the first mail that the customer gets about the order is the confirmation

  Rule: A mail that cannot be delivered bounces, and support is told

    Scenario: The mailbox does not exist
      Given the mail server rejects the mailbox
      And "mail bounced" is expected to remain at the end, because the address is wrong
      When the customer checks out
      Then the customer has one order of $19.00
      And the confirmation mail has bounced
      And support is told that the confirmation mail did not reach the customer
