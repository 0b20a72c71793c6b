"""The tiers: what is checked at a commit, before a merge and at night, and what each has proved last."""
