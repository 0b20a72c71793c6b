"""Runs a suite level after level of an integration order, and stubs beside their services."""
