"""Exchanges that the staff asks for: use cases, the route, and what asks inventory."""
