"""The orders service: what customers bought, what they paid, and where it is shipped."""
