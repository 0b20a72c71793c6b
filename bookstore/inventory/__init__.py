"""The inventory: copies on hand, and the reservations that checkouts hold on them."""
