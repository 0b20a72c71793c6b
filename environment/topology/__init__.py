"""The topology: services, integration points and operations, the one place that says who calls whom.

`topology()` is the one in use, read from `bookstore.toml`. It is the lowest layer: it imports nothing of
ours, and every part of steps and environment may import it.
"""

from environment.topology.current import topology
from environment.topology.model import (
    STRANGER,
    IntegrationPoint,
    Operation,
    Part,
    PartKind,
    Protocol,
    Topology,
    UnknownOperation,
    arrow,
)

__all__ = [
    "STRANGER",
    "IntegrationPoint",
    "Operation",
    "Part",
    "PartKind",
    "Protocol",
    "Topology",
    "UnknownOperation",
    "arrow",
    "topology",
]
