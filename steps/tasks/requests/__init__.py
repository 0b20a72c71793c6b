"""Requests of every kind to every operation: wrong, contradicting, repeated, without a permission."""
