@checkout_gateway @critical
Feature: Charges that fail for a while
  The order is there before the charge. While the gateway is away the charge is tried for an hour.

  Background:
    Given the customer's cart holds 2 of the shop's 3 copies of "Dune" at $9.50

  Rule: An order whose charge fails is kept for an hour, and no longer

    Scenario: The gateway is back ten minutes before the hour is over
      Given the gateway will fail each charge for 50 minutes
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once

    Scenario: The gateway is back ten minutes after the hour is over
      Given the gateway will fail each charge for 70 minutes
      When the customer checks out
      Then the customer is asked to try again later
      And the customer has no active order
      And the hold of $19.00 on the card has been released
      And 3 copies of "Dune" are left
