"""The links to e-books."""
