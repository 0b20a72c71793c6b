"""Lists the sentences that a feature can use, on the console and as a page."""
