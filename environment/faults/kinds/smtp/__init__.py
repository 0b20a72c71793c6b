"""Kinds that apply to SMTP."""
