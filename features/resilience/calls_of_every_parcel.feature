@resilience @blocker
Feature: Calls of every parcel
  What leaves in a parcel, what it charges and what comes back have crash tables of their own.

  Rule: Every call and commit about a parcel is in the crash table of that journey

    Scenario: The calls of a parcel
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the shop is idle
      And the calls are recorded from now on
      When the warehouse ships 2 copies of "Dune" of the order
      Then the customer gets one mail about each parcel
      And the calls and commits are those of "Killed while a parcel leaves"

    Scenario: The calls of a parcel that charges the card
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer pays by card as each parcel leaves
      And the customer has bought the cart
      And the shop is idle
      And the calls are recorded from now on
      When the warehouse ships 1 copy of "Dune" of the order
      Then the calls and commits are those of "Killed while a parcel is charged"

    Scenario: The calls of a return
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the warehouse has shipped 2 copies of "Dune" of the order
      And the shop is idle
      And the calls are recorded from now on
      When the warehouse reports that 1 copy of "Dune" of the order came back
      Then the customer gets one mail about each return
      And the calls and commits are those of "Killed while copies come back"
