"""The orders in which services are integrated, and which of them are real at a level."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from environment.topology.current import bookstore_topology
from environment.topology.model import Topology, UnknownOperation

INTEGRATION = Path(__file__).with_name("integration.toml")
BIG_BANG = "big-bang"
OWN_ORDER = "own order"


class IntegrationError(ValueError):
    """An order, a level or a service that does not exist; the message lists those that do."""


@dataclass(frozen=True)
class IntegrationLevel:
    """One level of an order: the services that are real now, and those of each earlier level.

    `unsent` has by stub the operations, as `arrow: word`, that its service sends in every purchase.
    """

    order: str
    number: int
    last: int
    real: tuple[str, ...]
    earlier: tuple[tuple[str, ...], ...]
    topology: Topology
    unsent: Mapping[str, frozenset[str]]

    @property
    def complete(self) -> bool:
        """Whether every service is real."""
        return set(self.real) == set(self.topology.services)

    @property
    def replaced(self) -> tuple[str, ...]:
        """The services that are not real, in the order of the topology: stubs, and those that are absent."""
        return tuple(service for service in self.topology.services if service not in self.real)

    @property
    def stubs(self) -> tuple[str, ...]:
        """The services that are not real, and that a real one calls."""
        called = {callee for service in self.real for callee in self.topology.callees_of(service)}
        return tuple(service for service in self.replaced if service in called)

    @property
    def absent(self) -> tuple[str, ...]:
        """The services that are not real, and that no real one calls."""
        return tuple(service for service in self.replaced if service not in self.stubs)

    @property
    def new_arrows(self) -> tuple[str, ...]:
        """The integration points that this level is the first to have real at both ends."""
        before = {arrow for real in self.earlier for arrow in self._arrows_between(real)}
        return tuple(arrow for arrow in self._arrows_between(self.real) if arrow not in before)

    def _arrows_between(self, real: Collection[str]) -> tuple[str, ...]:
        """The integration points between these services, and with the doubles of other companies' systems."""
        ends = {*real, *self.topology.doubles}
        return tuple(
            each.arrow for each in self.topology.points.values() if {each.caller, each.callee} <= ends
        )

    def __str__(self) -> str:
        which = self.order if self.order == OWN_ORDER else f"{self.order}, level {self.number} of {self.last}"
        replaced = [f"{_listed(names)} {what}" for names, what in self._replaced_by_kind() if names]
        return f"{which}: {_listed(self.real)} real" + "".join(f"; {each}" for each in replaced)

    def _replaced_by_kind(self) -> tuple[tuple[Sequence[str], str], ...]:
        return (self.stubs, "as stubs" if len(self.stubs) > 1 else "as a stub"), (self.absent, "absent")


@dataclass(frozen=True)
class IntegrationOrders:
    """The orders of one topology: the real services of each level, by order."""

    topology: Topology
    levels: Mapping[str, tuple[tuple[str, ...], ...]]
    unsent: Mapping[str, frozenset[str]]

    def level(self, order: str, number: int | None = None) -> IntegrationLevel:
        """One level of an order, without a number the last one. Raises IntegrationError."""
        if order not in self.levels:
            raise IntegrationError(f"there is no such order; known are {', '.join(self.levels)}")
        levels = self.levels[order]
        number = len(levels) if number is None else number
        if not 1 <= number <= len(levels):
            raise IntegrationError(f"{order} has the levels 1 to {len(levels)}, and no level {number}")
        earlier = levels[: number - 1]
        real = levels[number - 1]
        return IntegrationLevel(order, number, len(levels), real, earlier, self.topology, self.unsent)

    def all_levels(self, order: str) -> tuple[IntegrationLevel, ...]:
        """The levels of an order, the first one first. Raises IntegrationError."""
        last = self.level(order)
        return tuple(self.level(order, number) for number in range(1, last.last + 1))

    def own(self, real: Collection[str]) -> IntegrationLevel:
        """A level with these services real. Raises IntegrationError."""
        _known(real, self.topology)
        ordered = tuple(service for service in self.topology.services if service in real)
        return IntegrationLevel(OWN_ORDER, 1, 1, ordered, (), self.topology, self.unsent)


@cache
def integration_orders() -> IntegrationOrders:
    """The orders of our own bookstore, read once. Raises IntegrationError where the file is wrong."""
    return read_orders(INTEGRATION, bookstore_topology())


def read_orders(path: Path, of: Topology) -> IntegrationOrders:
    """The orders in a TOML file (see integration.toml for its form). Raises IntegrationError, OSError."""
    try:
        content = tomllib.loads(path.read_text("utf-8"))
        levels = {name: _levels(name, order, of) for name, order in content["orders"].items()}
        unsent = {stub: _unsent(stub, each, of) for stub, each in content.get("stubs", {}).items()}
    except KeyError as missing:
        raise IntegrationError(f"{path}: there is no {missing}") from None
    except (tomllib.TOMLDecodeError, IntegrationError, UnknownOperation) as error:
        raise IntegrationError(f"{path}: {error}") from None
    return IntegrationOrders(of, levels, unsent)


def _levels(name: str, order: Mapping[str, Any], of: Topology) -> tuple[tuple[str, ...], ...]:
    """The levels that are written, and the last one, where every service is real."""
    written = tuple(tuple(level["real"]) for level in order["levels"])
    for number, real in enumerate(written, start=1):
        try:
            _known(real, of)
        except IntegrationError as error:
            raise IntegrationError(f"{name}, level {number}: {error}") from None
        if set(real) == set(of.services):
            raise IntegrationError(f"{name}, level {number}: leave the last level out, all are real there")
    return *written, of.services


def _known(real: Collection[str], of: Topology) -> None:
    unknown = sorted(set(real) - set(of.services))
    if unknown:
        known = ", ".join(of.services)
        raise IntegrationError(f"there is no service {unknown[0]!r}; known are {known}")
    if not real:
        raise IntegrationError(f"no service would be real; known are {', '.join(of.services)}")


def _unsent(stub: str, operations: Sequence[str], of: Topology) -> frozenset[str]:
    for each in operations:
        arrow, _, word = each.partition(": ")
        if of.point(arrow).caller != stub:
            raise IntegrationError(f"the stub of {stub} is no caller on {arrow!r}")
        of.point(arrow).operation(word)
    return frozenset(operations)


def _listed(names: Sequence[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
