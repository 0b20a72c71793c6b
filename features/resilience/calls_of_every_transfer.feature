@resilience @blocker
Feature: Calls of every transfer
  What is paid in advance has crash tables of its own: for the checkout, the transfer and the deadline.

  Rule: Every call and commit of a journey in advance is in the crash table of that journey

    Scenario: The calls of a checkout in advance
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer pays in advance
      And the calls are recorded from now on
      When the customer checks out
      Then the customer's order of $19.00 is waiting for a transfer
      And the calls and commits are those of "Killed in a checkout in advance"

    Scenario: The calls of a transfer
      Given the customer has ordered 2 of the shop's 5 copies of "Dune" at $9.50 in advance
      And the shop is idle
      And the calls are recorded from now on
      When the customer transfers $19.00
      Then the customer's order of $19.00 is paid
      And the calls and commits are those of "Killed while a transfer arrives"

    Scenario: The calls at the deadline
      Given the customer has ordered 2 of the shop's 5 copies of "Dune" at $9.50 in advance
      And the customer has transferred $10.00
      And the shop is idle
      And the calls are recorded from now on
      When 9 days pass
      Then the customer's order of $19.00 is canceled
      And the calls and commits are those of "Killed at the deadline of a transfer"
