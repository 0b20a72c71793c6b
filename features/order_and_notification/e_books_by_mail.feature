@order_notification @critical
Feature: E-books by mail
  An e-book is delivered by a link in the confirmation, as soon as the order is paid.

  Background:
    Given "Emma" is an e-book

  Rule: The confirmation has a link to each e-book, which opens it

    @smoke
    Scenario: The customer opens the link
      Given the customer has bought 1 copy of "Emma" at $9.50
      When the customer opens the link to "Emma"
      Then the customer can read "Emma"
      And the customer gets one confirmation mail over $9.50

    Scenario: A printed title and another e-book are in the same order
      Given "Persuasion" is an e-book
      And the customer's cart holds 1 copy of "Dune", "Emma" and "Persuasion" each at $9.50
      When the customer checks out
      Then the confirmation mail has a link to "Emma" and "Persuasion" alone

    Scenario: The customer opens the link again
      Given the customer has bought 1 copy of "Emma" at $9.50
      And the customer has opened the link to "Emma"
      When the customer opens the link to "Emma"
      Then the customer can read "Emma"

    Scenario: The first mail got lost, and the staff sends another copy
      Given the customer has bought 1 copy of "Emma" at $9.50
      And the staff has sent another copy of the confirmation mail
      When the customer opens the link to "Emma"
      Then the customer can read "Emma"

  Rule: The link is all that its reader needs, and it cannot be guessed

    Scenario: The customer gives the e-book away
      Given the customer has bought 1 copy of "Emma" at $9.50
      When a stranger opens the customer's link to "Emma"
      Then the stranger can read "Emma"

    Scenario: A stranger makes up a link
      Given the customer has bought 1 copy of "Emma" at $9.50
      When a stranger opens a link that was made up
      Then the stranger is told that there is no such e-book
