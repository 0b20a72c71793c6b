@resilience @blocker
Feature: Calls of every exceptional journey
  An exceptional journey makes calls that no usual journey makes: they belong in a crash table of their own.

  Rule: Every call and commit of an exceptional journey is in the crash table of that journey

    Scenario: The calls of a paid checkout that is compensated
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer's checkout was killed when it was about to mark the order as paid
      And the payment notice from checkout to orders answers 409
      And the calls are recorded from now on
      When the checkout comes back
      Then no customer has been charged without an order
      And the calls and commits are those of "Killed while a paid checkout is compensated"

    Scenario: The calls of an unpaid order
      Given the discount code "SPRING" takes $2.00 off, once in all
      And the customer's cart holds 2 copies of "Dune" at $9.50 with the code "SPRING"
      And the customer's checkout was killed when it was about to request the charge
      And the calls are recorded from now on
      When 4 days pass
      Then the customer's order of $17.00 is canceled
      And the calls and commits are those of "Killed while an unpaid order is canceled"

    Scenario: The calls after a refused restock
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the shop is idle
      And the restock from orders to inventory answers 409
      And the calls are recorded from now on
      When the customer cancels the order
      Then the customer's order is canceled
      And the calls from orders to inventory, and the commits of both, are those of "Killed after a refused restock"

    Scenario: The calls of a dispute
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the shop is idle
      And the calls are recorded from now on
      When the gateway reports a dispute of the charge
      Then the order is marked for the staff
      And the calls and commits are those of "Killed during a dispute"

    Scenario: The calls of a reconciliation
      Given the gateway has charged $19.00 for an unknown checkout
      And an hour has passed
      And the calls are recorded from now on
      When payments are reconciled with orders
      Then no customer has been charged without an order
      And the calls and commits are those of "Killed in a reconciliation"

    Scenario: The calls for a customer who stays away
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer pays with a card whose bank asks for confirmation
      And the customer has been sent to the bank's page
      And the calls are recorded from now on
      When the customer confirms the payment and never comes back
      Then the customer has one order of $19.00
      And the calls from checkout to payments, and the commits of both, are those of "Killed while the customer stays away"
