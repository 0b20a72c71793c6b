"""Evidence of a scenario: recorded exchanges, contract checks, the sequence diagram and the root cause."""
