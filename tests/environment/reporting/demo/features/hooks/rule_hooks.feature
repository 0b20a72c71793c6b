Feature: Rule hooks

  @breaks.before_rule
  Rule: The first rule's hook fails before it

    Scenario: Never begun
      When the customer checks out

  @breaks.after_rule
  Rule: The second rule's hook fails after it

    Scenario: Passed all the same
      When the customer checks out

  @breaks.before_tag
  Rule: The third rule's tag hook fails

    Scenario: Never begun either
      When the customer checks out
