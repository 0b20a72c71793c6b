@checkout_gateway
Feature: Declined card

  Rule: A declined card costs nothing

    @shown
    Scenario: The customer may try again
      Given the warehouse has 4 copies of "Dune"
      When the customer checks out
      Then the cart holds 2 copies

    @shown @breach @blocker
    Scenario: The order service fails after the card was charged
      When the customer checks out
      Then the cart holds 2 copies

    @breach
    Scenario: A step fails and the audit finds something too
      When the customer checks out
      Then the cart holds 3 copies

    @breach
    Scenario: A step breaks and the audit finds something too
      When inventory is unreachable
      Then the cart holds 3 copies

    Scenario: Inventory is unreachable
      Given the warehouse has 4 copies of "Dune"
      When inventory is unreachable
      Then the cart holds 2 copies

    Scenario: A bare assertion speaks for itself
      Then nothing is said

    Scenario: The mail is not written yet
      When the customer checks out
      Then the mail is sent

    @needs.database
    Scenario: The ledger is looked at
      When the customer checks out

    Scenario: Twice the same title
      When the customer checks out
      Then the cart holds 2 copies

    Scenario: Twice the same title
      When the customer checks out
      Then the cart holds 4 copies
