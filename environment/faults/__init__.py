"""Faults on every edge: a proxy in front of every callee, and its client.

The proxy is a process of its own (app.py); tests and steps control it with `ProxyClient` (proxy_client.py).
"""
