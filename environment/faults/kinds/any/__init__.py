"""Kinds that apply whatever is spoken."""
