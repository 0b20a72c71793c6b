"""One page that says what the bookstore shall do, straight from the feature files."""
