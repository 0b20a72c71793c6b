@checkout_pricing @critical
Feature: Ways of shipping
  The customer chooses how the order is shipped. Staff can offer and withdraw a way at any time.

  Background:
    Given standard shipping to the United States costs $5.00
    And express shipping to the United States costs $12.00, and nothing from $40.00 on
    And the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50

  Rule: The customer is charged for the way that was chosen, or for the cheapest

    Scenario: The customer chooses the faster way
      Given the customer has chosen express shipping
      When the customer checks out
      Then the customer has one order of $31.00
      And the card has been charged $31.00 once
      And the order is shipped by express
      And the customer gets one confirmation mail over $31.00

    Scenario: The customer chooses nothing
      When the customer checks out
      Then the customer has one order of $24.00
      And the order is shipped by standard

    Scenario: The faster way costs nothing for a large order
      When the customer adds 3 copies of "Dune"
      Then the customer can choose express shipping for $0.00
      And the customer can choose standard shipping for $5.00

  Rule: The way that was chosen costs what the customer has seen, or the customer is asked

    Scenario: The way that was chosen becomes dearer
      Given the customer has chosen express shipping, and has seen a total of $31.00
      And express shipping to the United States costs $15.00 now
      When the customer checks out
      Then the customer is told that the total is $34.00 now
      And the bank has not been asked

  Rule: A way that is offered no longer is not charged for, and no other one takes its place unasked

    Scenario: The way disappears between the look at the total and the checkout
      Given the customer has chosen express shipping, and has seen a total of $31.00
      And express shipping to the United States is offered no longer
      When the customer checks out
      Then the customer is told that express shipping is not offered, but standard is
      And the bank has not been asked
      And 5 copies of "Dune" are left

    Scenario: The customer chooses another way instead
      Given the customer has chosen express shipping, and has seen a total of $31.00
      And express shipping to the United States is offered no longer
      When the customer chooses standard shipping and checks out
      Then the customer has one order of $24.00
      And the order is shipped by standard