@customer_order @critical
Feature: Fields filled to their limits
  A field has one limit, wherever its text is handed on to: no order gets lost halfway because a later limit is lower.

  Rule: What the form accepts reaches the order and the mail, and what it refuses leaves nothing behind

    Scenario: Each field of the form holds as much as it may hold
      Given the shop has 100 copies of "Dune" at $9.50
      When the customer buys "Dune" with each field of the form at its limit, after a try beyond it
      Then each field was refused beyond its limit, and is in order and mail at its limit
