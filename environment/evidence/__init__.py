"""What happened in a scenario: recorded exchanges, contract checks, diagrams and the root cause."""
