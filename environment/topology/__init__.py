"""The topology: services, integration points and operations, the one place that says who calls whom.

`topology()` is the one in use: that of our own bookstore, read from `bookstore.toml`, or that of a target of
another team, which has some of its integration points. `topology_with_storefront()` adds to the bookstore the
parts of `storefront.toml`, which a stack starts only when it is told to. This package is the lowest layer: it
imports nothing of ours, and every part of steps and environment may import it.
"""

from environment.topology.current import (
    bookstore_topology,
    in_words_of_the_bookstore,
    known_topology,
    operation_meant_by,
    point_meant_by,
    topology,
    topology_through_pages,
    topology_with_storefront,
    use_topology,
    using_topology,
)
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
    "bookstore_topology",
    "in_words_of_the_bookstore",
    "known_topology",
    "operation_meant_by",
    "point_meant_by",
    "topology",
    "topology_through_pages",
    "topology_with_storefront",
    "use_topology",
    "using_topology",
]
