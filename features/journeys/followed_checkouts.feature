@journeys @normal
Feature: Followed checkouts
  Whoever looks for what became of a checkout finds all of it under one trace, in every service.

  Background:
    Given the customer's cart holds 2 copies of "Dune" at $9.50

  Rule: All that is done for a checkout has the trace of its submission

    Scenario: The customer pays by card
      When the customer checks out
      Then the customer gets one confirmation mail over $19.00
      And one trace leads through everybody who took part, from the customer to the mail

    Scenario: The customer comes back from the bank's page with a new request
      Given the customer pays with a card whose bank asks for confirmation
      And the customer has been sent to the bank's page
      When the customer confirms the payment and comes back
      Then the customer gets one confirmation mail over $19.00
      And one trace leads through everybody who took part, from the customer to the mail

    Scenario: What was lost is done again later
      Given the request to make the order gets lost
      And the answer to the request to take the money gets lost
      And the mail server refuses the mail for now
      When the customer checks out
      Then the customer gets one confirmation mail over $19.00
      And one trace leads through everybody who took part, from the customer to the mail
