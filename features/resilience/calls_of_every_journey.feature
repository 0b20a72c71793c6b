@resilience @blocker
Feature: Calls of every journey
  A new call or commit is a new crash point: it belongs in the crash table of its journey.

  Rule: Every call and commit of a journey is in the crash table of that journey

    Scenario: The calls of a card checkout
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the calls are recorded from now on
      When the customer checks out
      Then the customer has one order of $19.00
      And the calls and commits are those of "Killed in a card checkout"

    Scenario: The calls of a wallet checkout
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer pays with a wallet
      And the calls are recorded from now on
      When the customer checks out
      Then the customer has one order of $19.00
      And the calls and commits are those of "Killed in a wallet checkout"

    Scenario: The calls of a compensated checkout
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the gateway refuses the capture
      And the calls are recorded from now on
      When the customer checks out
      Then the customer is asked to try again later
      And the calls and commits are those of "Killed while a checkout is compensated"

    Scenario: The calls of a cancellation
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the shop is idle
      And the calls are recorded from now on
      When the customer cancels the order
      Then the customer's order is canceled
      And the calls and commits are those of "Killed in a cancellation"

    Scenario: The calls of a refund
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the shop is idle
      And the calls are recorded from now on
      When the staff refunds $5.00 of the order
      Then the order's refund of $5.00 is refunded
      And the calls and commits are those of "Killed in a refund"

    Scenario: The calls of webhooks
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the shop is idle
      And the calls are recorded from now on
      When $5.00 is refunded at the gateway's dashboard
      Then the order's refund of $5.00 is refunded
      And the calls and commits are those of "Killed while webhooks arrive"
