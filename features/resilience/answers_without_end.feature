@resilience @critical
Feature: Answers without end
  Each part of an answer may come in time, and the whole of it never. It is given up like one that never comes.

  Rule: What may have been done is asked for again

    Scenario: The answer of the gateway goes on for ever
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the answer to the authorization from payments to gateway comes in drops without end
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And 3 copies of "Dune" are left

  Rule: Where the time of the customer is up, what was done is undone

    Scenario: The answer about the order goes on for ever
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the answer to the order from checkout to orders comes in drops without end
      When the customer checks out
      Then the customer is asked to try again later
      And the card has not been charged
      And 5 copies of "Dune" are left

  Rule: A mail whose server never comes to an end is sent again

    Scenario: The answer of the mail server goes on for ever
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the answer to the recipient from notifications to mail comes in lines without end
      When the customer checks out
      Then the customer gets one confirmation mail over $19.00
