"""Kinds that know HTTP."""
