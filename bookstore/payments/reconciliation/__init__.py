"""Reconciliation: the comparison of payments at the gateway with orders, and the repair of differences."""
