"""Feature files as text: what cannot be read, and what is read and not run."""
