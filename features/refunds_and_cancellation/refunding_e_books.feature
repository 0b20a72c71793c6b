@refunds_cancellation @critical
Feature: Refunding e-books
  An e-book that was opened is not given back; until then it is refunded like any title.

  Background:
    Given "Emma" is an e-book
    And the customer has bought 1 copy of "Dune" and 1 copy of "Emma" each at $9.50

  Rule: An e-book is refunded until it is opened, and opens no more after its refund

    Scenario: It is refunded unopened
      Given the staff has refunded 1 copy of "Emma"
      When the customer opens the link to "Emma"
      Then the customer is told that the e-book was given back
      And $9.50 of the order has been refunded
      And the card has been charged $19.00 and refunded $9.50

    Scenario: The customer has opened it
      Given the customer has opened the link to "Emma"
      When the staff refunds 1 copy of "Emma"
      Then the staff is told that "Emma" was opened
      And the card has been charged $19.00 once

    Scenario: The rest is refunded after it was opened
      Given the customer has opened the link to "Emma"
      When the staff refunds the rest of the order
      Then $9.50 of the order has been refunded
      And the card has been charged $19.00 and refunded $9.50

    Scenario: It is opened and refunded at the same moment
      When the staff refunds 1 copy of "Emma" while the customer opens the link to "Emma"
      Then the customer has either the e-book or the money

  Rule: An order is canceled until an e-book of it is opened

    Scenario: The customer cancels the order, and opens the link afterwards
      Given the customer has canceled the order
      When the customer opens the link to "Emma"
      Then the customer is told that the e-book was given back
      And 100 copies of "Dune" are left

    Scenario: The customer has opened it, and cancels the order
      Given the customer has opened the link to "Emma"
      When the customer cancels the order
      Then the customer is told that "Emma" was opened
      And the card has been charged $19.00 once
