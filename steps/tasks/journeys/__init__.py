"""Journeys that others are built on: how each goes, and how it may end."""
