"""Changes of the address that an order is shipped to: rules, rows and routes."""
