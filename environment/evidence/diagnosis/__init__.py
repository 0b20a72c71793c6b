"""The root cause of a red scenario: symptoms, baselines of green runs, and the arrow that failed first."""
