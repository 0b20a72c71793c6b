"""Copies that are sold in exchange for some that came back: rules, rows, use case and route."""
