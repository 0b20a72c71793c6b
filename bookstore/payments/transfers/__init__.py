"""Payment by bank transfer: what is expected, what has arrived, and what goes back."""
