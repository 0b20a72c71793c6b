"""Seeded defects: edits of the bookstore that the suite must notice, and the command that tries them."""
