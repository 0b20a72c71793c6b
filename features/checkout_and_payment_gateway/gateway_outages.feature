@checkout_gateway @critical
Feature: Gateway outages
  A gateway that is down for a moment is called again; one that stays down is not called until it recovers.

  Background:
    Given the customer's cart holds 2 copies of "Dune" at $9.50

  Rule: A short outage delays the checkout and changes nothing else

    @smoke @core
    Scenario: The gateway fails twice and recovers
      Given the gateway fails 2 times
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once

    @core
    Scenario: The gateway is busy and says when to call again
      Given the gateway is busy and asks for a pause of one second
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And the gateway has been called again after one second at the earliest

  Rule: The number of calls to a busy gateway is limited

    Scenario: The gateway stays busy
      Given the gateway rejects every request because it is busy
      When the customer checks out
      Then the customer is told "We cannot take payments at the moment. You have not been charged."
      And the card has not been charged
      And the gateway has been called at most 4 times

  Rule: A gateway that has failed six times in a row is not called for a while

    Scenario: The next customer is told at once
      Given the gateway has failed so often that the shop has stopped calling it
      And the gateway has recovered
      When the customer checks out
      Then the customer is told "We cannot take payments at the moment. You have not been charged."
      And the card has not been charged
      And the gateway has not been called since it recovered
      And the gateway has been called at most 6 times

    Scenario: After a while one request tries it, and customers can pay again
      Given the gateway has failed so often that the shop has stopped calling it
      And the gateway has recovered
      And 1 minute has passed
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once

    Scenario: A restarted payment service calls the gateway at once
      Given the gateway has failed so often that the shop has stopped calling it
      And the gateway has recovered
      And the payment service has been restarted
      When the customer checks out
      Then the customer has one order of $19.00
