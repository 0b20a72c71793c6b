"""Kinds that know SMTP."""
