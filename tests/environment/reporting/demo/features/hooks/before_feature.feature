@breaks.before_feature
Feature: Before feature

  Scenario: One
    When the customer checks out

  Rule: A rule below

    Scenario: Two
      When the customer checks out
