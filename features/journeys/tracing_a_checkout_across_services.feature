@journeys @normal
Feature: Tracing a checkout across services
  One trace id finds every call of a checkout, in every service.

  Background:
    Given the customer's cart holds 2 copies of "Dune" at $9.50

  Rule: Every call for a checkout has the trace of its submission

    Scenario: The customer pays by card
      When the customer checks out
      Then the customer gets one confirmation mail over $19.00
      And one trace covers every call of the checkout, from the customer to the mail

    Scenario: The customer comes back from the bank's page with a new request
      Given the customer pays with a card whose bank asks for confirmation
      And the customer has been sent to the bank's page
      When the customer confirms the payment and comes back
      Then the customer gets one confirmation mail over $19.00
      And one trace covers every call of the checkout, from the customer to the mail

    Scenario: Lost calls are repeated later
      Given the request to create the order is lost
      And the answer to the request to charge the card is lost
      And the mail server defers the mail
      When the customer checks out
      Then the customer gets one confirmation mail over $19.00
      And one trace covers every call of the checkout, from the customer to the mail
