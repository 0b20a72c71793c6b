"""Which scenarios are likely to notice a change, the likeliest first."""
