@shipments_returns @blocker
Feature: Holds that end
  A bank holds money for seven days. What has not left by then cannot be charged any more.

  Background:
    Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
    And the customer pays by card as each parcel leaves
    And the customer has bought the cart

  Rule: An order of which nothing has left is canceled

    Scenario: Nothing leaves in seven days
      When 8 days pass
      Then the customer's order of $19.00 is canceled
      And the hold of $19.00 on the card has been released
      And 5 copies of "Dune" are left

  Rule: What has left stays charged, and the rest stays in the warehouse

    Scenario: One parcel leaves in seven days
      Given the warehouse has shipped 1 copy of "Dune" of the order, and its charge is made
      When 8 days pass
      Then the staff is told that the hold ended before all had left, and what to do
      And the card has been charged $9.50, and the hold of the other $9.50 has been released

    Scenario: The publisher delivers after the hold has ended
      Given the warehouse has shipped 1 copy of "Dune" of the order, and its charge is made
      And the hold of the order has ended after 8 days
      When the warehouse ships 1 copy of "Dune" of the order
      Then the warehouse is told to keep the copies

  Rule: A parcel that could not be charged is shown to the staff

    Scenario: The payment service is down for longer than the hold
      Given the payment service is down
      And the warehouse has shipped 1 copy of "Dune" of the order
      And 8 days have passed
      When the payment service comes back
      Then the staff is told that a parcel was not charged, and what to do
      And the hold of $19.00 on the card has been released
