"""Invariants after every scenario, checked on a snapshot of databases, gateway and mail server."""
