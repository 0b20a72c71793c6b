"""The inventory service: copies on hand, and their reservations by checkouts."""
