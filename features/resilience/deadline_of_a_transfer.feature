@resilience @blocker
Feature: Deadline of a transfer
  The deadline may cancel an order while its transfer arrives. One of them wins, and money and copies add up.

  Background:
    Given the customer has ordered 2 of the shop's 5 copies of "Dune" at $9.50 in advance

  Rule: Where the deadline comes first the order stays canceled, and the money goes back

    Scenario: The transfer is reported while the order is being canceled
      Given the reversal from orders to payments is kept back
      And 9 days have passed
      And the reversal from orders to payments has been made and waits
      And the bank has reported late that the customer transferred $19.00 in time
      When the reversal from orders to payments goes on
      Then $19.00 has to be sent back, since it was for a canceled order
      And 5 copies of "Dune" are left

  Rule: Where the transfer comes first the order is paid, however late orders learns of it

    Scenario: The deadline passes while the notice of the transfer is on its way
      Given the transfer notice from payments to orders is kept back
      And the bank has reported late that the customer transferred $19.00 in time
      And 9 days have passed
      When the transfer notice from payments to orders goes on
      Then the customer's order of $19.00 is paid
      And nothing has to be sent back
      And 3 copies of "Dune" are left

  Rule: Where both come at once, one of them wins

    Scenario: The transfer is reported after orders has asked for it
      Given the answer to the look from orders to payments is kept back
      And 9 days have passed
      And the bank has reported late that the customer transferred $19.00 in time
      When the answer to the look from orders to payments goes on
      Then the transfer of $19.00 has paid the order, or goes back with the order canceled

  Rule: A service that is down delays the outcome, and does not change it

    Scenario: The inventory service is down while the transfer arrives
      Given the inventory service is down
      And the bank has reported late that the customer transferred $19.00 in time
      When the inventory service comes back
      Then the customer's order of $19.00 is paid
      And 3 copies of "Dune" are left

    Scenario: The question whether the transfer has arrived is lost
      Given the look from orders to payments is reset
      And 9 days have passed
      When the look from orders to payments has been tried twice
      Then the customer's order of $19.00 is canceled
      And 5 copies of "Dune" are left
