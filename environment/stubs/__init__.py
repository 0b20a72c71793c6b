"""Stubs of services: verified fakes in memory, which run in the place of a service that is not real.

Each has the OpenAPI document of its service (documents/), asks for the same credentials and gives the same
refusals. The tables of moves and the contract check hold a stub to its service: one that drifts is red.
"""
