@order_notification @normal
Feature: Copies of mails
  A customer who has lost the confirmation can have it once more, if the staff agrees.

  Background:
    Given the customer has bought 2 copies of "Dune" at $9.50

  Rule: The staff can have a confirmation sent once more

    Scenario: The customer has lost the mail
      Given the confirmation mail has been sent
      When the staff has the confirmation mail sent again
      Then the customer gets the confirmation mail twice, each as a mail of its own

    Scenario: The staff clicks twice
      Given the confirmation mail has been sent
      When the staff has the confirmation mail sent again, with two clicks
      Then the customer gets the confirmation mail twice, each as a mail of its own

  Rule: Nobody but the staff makes the shop send mail

    Scenario: The customer tries
      Given the confirmation mail has been sent
      When the customer wants the customer's confirmation mail sent again
      Then the customer is told that this is for the staff
      And the customer gets one confirmation mail over $19.00

    Scenario: Somebody tries who is not signed in
      Given the confirmation mail has been sent
      When somebody without credentials wants the customer's confirmation mail sent again
      Then they are asked to sign in
      And the customer gets one confirmation mail over $19.00

  Rule: What is not true any more, or still on its way, is not sent again

    Scenario: The order is canceled
      Given the customer has canceled the order
      And the customer has been told of the cancellation by mail
      When the staff has the confirmation mail sent again
      Then the staff is told that the order is canceled
      And the customer gets one confirmation and one cancellation mail
