"""The cart service: carts of customers and guests."""
