"""A running bookstore: its parts, its addresses, and what a scenario may do to them."""
