@resilience @blocker
Feature: Calls of every payment
  What is charged at shipment, owed on invoice, redeemed or sold as a gift card makes calls of its own.

  Rule: Every call and commit of a way to pay is in its crash table

    Scenario: The calls of a checkout charged at shipment
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer pays by card as each parcel leaves
      And the calls are recorded from now on
      When the customer checks out
      Then the customer has one order of $19.00
      And the calls from checkout to orders, and the commits of both, are those of "Killed in a checkout charged at shipment"

    Scenario: The calls of a checkout on invoice
      Given the customer pays on invoice, and may owe $50.00
      And the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the calls are recorded from now on
      When the customer checks out
      Then the customer owes $19.00 on invoice
      And the calls from checkout to orders, and the commits of both, are those of "Killed in a checkout on invoice"

    Scenario: The calls of a redemption
      Given the customer has a gift card of $10.00
      And the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the calls are recorded from now on
      When the customer checks out
      Then the card has been charged $9.00 once
      And the calls from checkout to payments, and the commits of both, are those of "Killed while a gift card is redeemed"

    Scenario: The calls of a sale of gift cards
      Given "Card for readers" is a gift card
      And the customer's cart holds 2 copies of "Card for readers" at $9.50
      And the calls are recorded from now on
      When the customer checks out
      Then the confirmation mail has the code of 2 gift cards of $9.50
      And the calls from orders to payments, and the commits of both, are those of "Killed while gift cards are sold"
