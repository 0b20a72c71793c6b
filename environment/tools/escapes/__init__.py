"""Escapes: what has slipped through to production, and what would catch it now."""
