@checkout_gateway @critical
Feature: Gateway outages
  A gateway that is down for a moment is asked again; one that stays down is left alone until it recovers.

  Background:
    Given the customer's cart holds 2 copies of "Dune" at $9.50

  Rule: A short outage costs the customer nothing but a moment

    @smoke
    Scenario: The gateway fails twice and recovers
      Given the gateway fails 2 times
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once

    Scenario: The gateway is busy and says when to ask again
      Given the gateway is busy and wants to be left alone for a second
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And the gateway has been left alone for a second

  Rule: Nobody asks a busy gateway without end

    Scenario: The gateway stays busy
      Given the gateway turns every request away because it is busy
      When the customer checks out
      Then the customer is told "We cannot take payments at the moment. You have not been charged."
      And the card has not been charged
      And the gateway has been asked at most 4 times

  Rule: A gateway that fails again and again is left alone for a while

    Scenario: The next customer is told at once
      Given the gateway has failed so often that it is left alone
      And the gateway has recovered
      When the customer checks out
      Then the customer is told "We cannot take payments at the moment. You have not been charged."
      And the card has not been charged

    Scenario: After a while one request tries it, and everybody can pay again
      Given the gateway has failed so often that it is left alone
      And the gateway has recovered
      And 1 minute has passed
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once

    Scenario: A payment service that was restarted begins anew
      Given the gateway has failed so often that it is left alone
      And the gateway has recovered
      And the payment service has been restarted
      When the customer checks out
      Then the customer has one order of $19.00
