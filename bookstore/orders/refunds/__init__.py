"""A refund, split exactly over its order, and what is never taken back."""
