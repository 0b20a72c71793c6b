"""The cart: what a customer or a guest has collected."""
