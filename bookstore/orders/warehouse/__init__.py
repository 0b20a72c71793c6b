"""What the warehouse reports about orders: use cases, rules and routes."""
