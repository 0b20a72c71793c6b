"""The history: what every run keeps of itself, for the pages that look back over weeks and months."""
