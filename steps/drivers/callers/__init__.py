"""Drivers in the place of callers: the steps ask of services what a cart, a checkout and orders ask of them.

They serve at levels of integration at which these services do not exist yet. Each asks with the token of its
service, over the arrow of that service. `environment/topology/integration.toml` lists what they do.
"""
