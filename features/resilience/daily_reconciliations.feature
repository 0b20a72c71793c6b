@resilience @critical
Feature: Daily reconciliations
  Once a day payments compares the gateway with orders by itself. A day whose comparison fails is made up for.

  Background:
    Given the shop has begun to reconcile each day
    And the gateway has charged $19.00 for an unknown checkout

  Rule: A day is reconciled without being asked for

    Scenario: A day passes
      When 26 hours pass
      Then no customer has been charged without an order
      And exactly one refund has been made at the gateway

  Rule: A day counts as reconciled when its reconciliation has come to its end

    Scenario Outline: The reconciliation of the day fails since <fault>
      Given the daily reconciliation has failed, since <fault>
      When 2 hours pass
      Then no customer has been charged without an order
      And exactly one refund has been made at the gateway

      Examples:
        | fault                                             | why                       |
        | the search from payments to gateway is reset      | no payment was seen       |
        | the cancellation from payments to orders is reset | an order could still come |
