"""The adapter of this shop."""
