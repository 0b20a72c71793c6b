"""What a run shows on the console: progress on a terminal, a line a feature elsewhere, failures in full."""
