"""Kinds that apply to every protocol."""
