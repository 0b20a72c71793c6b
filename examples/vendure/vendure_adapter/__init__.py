"""The adapter of Vendure for the checkout acceptance suite."""
