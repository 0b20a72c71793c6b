@order_inventory @blocker @policy_reserves_copies
Feature: Expired reservations
  Copies are reserved for 15 minutes. A payment confirmed later becomes an order only while copies are left.

  Background:
    Given the customer's cart holds 2 of the shop's 2 copies of "Dune" at $9.50
    And the customer pays with a card whose bank asks for confirmation
    And the customer has been sent to the bank's page

  Rule: A customer who confirms late gets the copies if they are still available

    Scenario: The reservation expires while the checkout is down, and the copies are still available
      Given the checkout is down
      And the customer confirmed the payment 16 minutes ago
      When the checkout comes back
      Then the customer's checkout ends with one order of $19.00
      And no copies of "Dune" are left

  Rule: Copies that are gone are not sold, and the customer is not charged for them

    Scenario: The copies are sold over the counter after the reservation has expired
      Given the checkout is down
      And the customer confirmed the payment 16 minutes ago
      And the warehouse has counted no copies of "Dune"
      When the checkout comes back
      Then the customer's checkout ends without an order, since "Dune" is sold out
      And the customer has no active order
      And no customer has been charged without an order

    Scenario: Another customer buys the copies after the first one has stayed away
      Given the customer has let 16 minutes pass at the bank's page
      And another customer's cart holds 2 copies of "Dune"
      When another customer checks out
      Then another customer has one order of $19.00
      And the customer has no order
      And exactly one payment has been charged, of $19.00
