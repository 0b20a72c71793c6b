"""Kinds that apply to HTTP."""
