"""A run and its scenarios: selection, checks after each scenario, workers, the console's summary."""
