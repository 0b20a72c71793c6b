"""What may be done with an order, by rules that need the whole of it. Without I/O."""
