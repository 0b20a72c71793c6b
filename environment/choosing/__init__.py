"""Which scenarios run and in which order: what a change can touch, what is at risk, what fits into a time."""
