"""Oscar's orders, with refunds and cancellations at the gateway."""
