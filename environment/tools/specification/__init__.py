"""One page with the whole specification, made from the feature files."""
