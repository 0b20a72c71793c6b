"""The page of the documented answers, and the record of those that the nightly tiers have met."""
