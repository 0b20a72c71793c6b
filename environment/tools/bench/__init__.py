"""Measures start-up, reset, the proxy, the gateway sandbox and what a scenario costs."""
