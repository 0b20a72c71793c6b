"""Faults on every arrow: a proxy that stands in front of every callee, and the line to it.

The proxy is a process of its own (app.py); a test or a step speaks to it through `FaultLine` (line.py).
"""
