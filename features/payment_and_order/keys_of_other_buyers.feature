@payment_order @blocker
Feature: Keys of other buyers
  Browsers make the idempotency keys of submissions, and two of them may make the same one.

  @policy_repeats_submissions
  Rule: A key stands for a submission of one buyer

    Scenario: Another customer's browser has made the same idempotency key
      Given the customer has bought 2 copies of "Dune" at $9.50
      And another customer's cart holds 1 copy of "Dune"
      When another customer checks out with the idempotency key of the customer's checkout
      Then another customer has one order of $9.50
      And the customer has one order of $19.00
