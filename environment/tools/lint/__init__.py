"""The style of the feature files, as far as a machine can judge it."""
