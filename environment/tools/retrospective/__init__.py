"""The retrospective: what the kept runs of weeks and months say together, on one page."""
