@breaks.feature_cleanup
Feature: Feature cleanup

  Scenario: One
    When the customer checks out

  Rule: A rule below

    Scenario: Two
      When the customer checks out
