@access @normal
Feature: Using a service token again
  A service signs a token for each service that it calls, and shows it for 40 seconds. A signature costs time.

  Rule: A service signs no token for another one while its last one is new

    Scenario: Two customers buy a few seconds after each other
      Given the customer has bought 1 copy of "Dune" at $9.50
      And another customer's cart holds 1 copy of "Dune"
      And 5 seconds have passed
      When another customer checks out
      Then another customer has one order of $9.50
      And no service has signed a token for another one while its last one was new
