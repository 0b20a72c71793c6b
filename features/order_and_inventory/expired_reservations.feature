@order_inventory @blocker
Feature: Expired reservations
  Copies are reserved for a quarter of an hour. Whoever confirms the payment later gets what is still there, or the money back.

  Background:
    Given the customer's cart holds 2 of the shop's 2 copies of "Dune" at $9.50
    And the customer pays with a card whose bank asks for confirmation
    And the customer has been sent to the bank's page

  Rule: A customer who has confirmed gets the copies if they are still there

    Scenario: The reservation expires while the checkout is down, and nobody wants the copies
      Given the checkout is down
      And the customer has confirmed the payment, and 16 minutes have passed
      When the checkout comes back
      Then the customer's checkout ends with one order of $19.00
      And no copies of "Dune" are left

  Rule: What is gone is not sold, and nothing of the customer's money is kept

    Scenario: The copies are sold over the counter after the reservation has expired
      Given the checkout is down
      And the customer has confirmed the payment, and 16 minutes have passed
      And the warehouse has counted no copies of "Dune"
      When the checkout comes back
      Then the customer's checkout ends without an order, since "Dune" is sold out
      And the customer has no order that stands
      And nobody has money of the customers that no order stands for

    Scenario: Another customer buys the copies after the first one has stayed away
      Given the customer has let 16 minutes pass at the bank's page
      And another customer's cart holds 2 copies of "Dune"
      When another customer checks out
      Then another customer has one order of $19.00
      And the customer has no order
      And one card has been charged, $19.00
