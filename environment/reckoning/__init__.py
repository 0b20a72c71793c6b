"""Prices reckoned again from docs/adr/0005 alone. Nothing here is shared with the bookstore."""
