"""Exchanges of copies that came back as values, rows and bodies."""
