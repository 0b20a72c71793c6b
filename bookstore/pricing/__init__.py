"""The pricing service: list prices, tax, shipping, discount codes, and the quotes made of them."""
