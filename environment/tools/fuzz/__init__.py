"""Asks every service thousands of things that nobody would ask, and looks for answers of 500 and above."""
