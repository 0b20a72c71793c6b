"""Orders: what customers have bought, what they paid, and where it goes."""
