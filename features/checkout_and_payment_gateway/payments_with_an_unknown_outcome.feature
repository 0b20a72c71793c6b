@checkout_gateway @blocker
Feature: Payments with an unknown outcome
  The shop asks the gateway for an unknown outcome, for as long as it takes, and then settles the payment.

  Background:
    Given the customer's cart holds 2 of the shop's 3 copies of "Dune" at $9.50
    And the customer pays with a reusable card

  Rule: A hold that comes too late for the checkout is released

    Scenario: The gateway answers after the checkout has ended
      Given the gateway will confirm the hold only after the checkout has ended
      When the customer checks out
      Then the customer is asked to try again later
      And the hold of $19.00 on the card has been released
      And 3 copies of "Dune" are left

  Rule: After a day the shop asks for the outcome before it repeats a request

    Scenario: The gateway does not answer for more than a day
      Given the gateway will execute the hold and then answer no request for more than a day
      When the customer checks out
      Then the customer is asked to try again later
      And the hold of $19.00 on the card has been released
