"""Orders that are not paid yet: deadlines and reminders."""
