"""Which arrow went wrong first: symptoms, baselines of green runs and the root cause."""
