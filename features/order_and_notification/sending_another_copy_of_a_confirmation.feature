@order_notification @normal
Feature: Sending another copy of a confirmation
  The staff can send another copy of a confirmation to a customer who has lost it.

  Background:
    Given the customer has bought 2 copies of "Dune" at $9.50

  Rule: The staff can have another copy of a confirmation sent

    Scenario: The customer has lost the mail
      Given the confirmation mail has been sent
      When the staff requests another copy of the confirmation mail
      Then the customer gets the confirmation mail twice, with two message ids

    Scenario: The staff requests the copy with a double click
      Given the confirmation mail has been sent
      When the staff requests another copy of the confirmation mail, with a double click
      Then the customer gets the confirmation mail twice, with two message ids

    Scenario: The request is repeated after the order was canceled
      Given the staff has sent another copy of the confirmation mail
      And the customer has canceled the order
      When the staff repeats the request for this copy
      Then the staff is told of the copy that was requested before

  Rule: Only the staff can have another copy sent

    Scenario: The customer requests another copy
      Given the confirmation mail has been sent
      When the customer requests another copy of the confirmation mail
      Then the customer is told that this is for the staff
      And the customer gets one confirmation mail over $19.00

    Scenario: A visitor who is not signed in requests another copy
      Given the confirmation mail has been sent
      When a visitor requests another copy of the confirmation mail without signing in
      Then the visitor is asked to sign in
      And the customer gets one confirmation mail over $19.00

  Rule: The confirmation of a canceled order is not sent again

    Scenario: The order is canceled
      Given the customer has canceled the order
      And the customer has been told of the cancellation by mail
      When the staff requests another copy of the confirmation mail
      Then the staff is told that the order is canceled
      And the customer gets one confirmation and one cancellation mail
