Feature: Scenario hooks

  Rule: A hook's failure is seen

    @breaks.before_scenario
    Scenario: before_scenario fails
      When the customer checks out

    @breaks.after_scenario
    Scenario: after_scenario fails
      When the customer checks out

    @breaks.before_tag
    Scenario: before_tag fails
      When the customer checks out

    @breaks.cleanup
    Scenario: The clean-up fails
      When the customer checks out

    @breaks.cleanup
    Scenario: A step and the clean-up fail
      Then the cart holds 4 copies

    @breaks.before_scenario @breach
    Scenario: before_scenario fails and the audit finds something
      When the customer checks out

    Scenario: before_step fails
      Given a step whose hook stumbles
      When the customer checks out
