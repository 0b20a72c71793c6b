"""Says whether a build may pass, and writes the summary of its job's page."""
