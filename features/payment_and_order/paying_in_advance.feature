@payment_order @critical
Feature: Paying in advance
  A customer without a card transfers the money by bank. The copies leave when all of it has arrived.

  Background:
    Given the customer has ordered 2 of the shop's 5 copies of "Dune" at $9.50 in advance

  Rule: The copies are reserved until the transfer arrives, and sold by it

    @smoke
    Scenario: The order waits for the transfer
      When 3 days pass
      Then the customer's order of $19.00 is waiting for a transfer
      And the customer is asked by mail to transfer $19.00
      And 2 of 5 copies of "Dune" are reserved

    @smoke
    Scenario: The whole sum arrives
      When the customer transfers $19.00
      Then the customer's order of $19.00 is paid
      And the customer is told by mail that the order is paid
      And nothing has to be sent back

  Rule: A transfer of too little leaves the order open

    Scenario: The customer transfers too little
      When the customer transfers $10.00
      Then the customer's order of $19.00 is waiting for a transfer
      And $9.00 of the order is still to be transferred
      And the customer is asked by mail to transfer $9.00

    Scenario: The rest arrives
      Given the customer has transferred $10.00
      When the customer transfers $9.00
      Then the customer's order of $19.00 is paid
      And nothing has to be sent back

  Rule: After the deadline the order is canceled, its copies are available, and what was paid goes back

    Scenario: Nothing arrives in time
      When 9 days pass
      Then the customer's order of $19.00 is canceled
      And the customer is told by mail that the order was not paid in time
      And 5 copies of "Dune" are left

    Scenario: Only a part arrives in time
      Given the customer has transferred $10.00
      When 9 days pass
      Then the customer's order of $19.00 is canceled
      And $10.00 has to be sent back, since it was for a canceled order
      And 5 copies of "Dune" are left
