"""What orders tells others: requests and events, as messages of the outbox."""
