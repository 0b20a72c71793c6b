"""The topology that is in use in this process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from pathlib import Path

from environment.topology.model import IntegrationPoint, Operation, Topology, arrow
from environment.topology.reading import read_topology

BOOKSTORE = Path(__file__).with_name("bookstore.toml")
STOREFRONT = Path(__file__).with_name("storefront.toml")
_in_use: list[Topology] = []


@cache
def bookstore_topology() -> Topology:
    """That of our own bookstore, whose words all features use. Raises TopologyError for a wrong file."""
    return read_topology(BOOKSTORE)


def topology() -> Topology:
    """That of the shop under test: our own bookstore's, unless a target has brought another one.

    Raises TopologyError where the file of the bookstore is wrong.
    """
    return _in_use[-1] if _in_use else bookstore_topology()


def known_topology() -> Topology:
    """Every arrow and word that a feature can name: those of our own bookstore, its storefront included."""
    return topology_with_storefront()


def point_meant_by(name: str) -> IntegrationPoint:
    """The integration point that a feature names: ours where the shop under test has none.

    A scenario that needs a point or an operation which the shop does not have is skipped. Raises
    UnknownOperation, which lists our arrows.
    """
    return topology().points.get(name) or known_topology().point(name)


def operation_meant_by(name: str, word: str) -> Operation:
    """The operation that a feature names, by the same rule. Raises UnknownOperation."""
    here = topology()
    return (here if here.has(name, word) else known_topology()).point(name).operation(word)


def use_topology(of_target: Topology | None) -> None:
    """Use the topology of a target from now on; None: that of our own bookstore."""
    _in_use[:] = [of_target] if of_target else []


def in_words_of_the_bookstore() -> AbstractContextManager[None]:
    """While this context lasts, the topology is the bookstore's, in whose words tables are written."""
    return using_topology(None)


@contextmanager
def using_topology(of_target: Topology | None) -> Iterator[None]:
    """While this context lasts, the topology is that of a target; None: that of our own bookstore."""
    kept = [*_in_use]
    use_topology(of_target)
    try:
        yield
    finally:
        _in_use[:] = kept


@cache
def topology_with_storefront() -> Topology:
    """The topology of a bookstore that also runs its storefront: everything above, and what is beside it."""
    return read_topology(STOREFRONT, beside=bookstore_topology())


@cache
def topology_through_pages() -> Topology:
    """The same where customers use the pages alone: none of them calls cart, checkout or orders."""
    whole = topology_with_storefront()
    asked = {
        arrow("customer", callee) for callee in whole.callees_of("storefront") if callee in whole.services
    }
    points = {name: point for name, point in whole.points.items() if name not in asked}
    return Topology("the pages' topology", whole.parts, points)
