"""Who is killed at which point of which call, and how it must end: the words of features about crashes."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import NamedTuple, Protocol

from environment.topology.operations import STORES
from steps.vocabulary.business_phrases import KEEPERS
from steps.vocabulary.faults import Calls

MOMENTS: Mapping[str, str] = {
    "before it leaves": "before the call leaves",
    "after its work is done": "after the work",
    "after its answer has come": "after the answer",
}
"""The points of a call by the words for them, as the proxy calls them."""

VICTIMS = tuple(STORES)  # the bookstore's own services: gateway and mail server are somebody else's

# What a checkout achieves, by the call that brings it about.
ACHIEVEMENTS: Mapping[str, str] = {
    "the copies are reserved": "the reservation from checkout to inventory",
    "the hold is placed": "the authorization from payments to gateway",
    "the order is made": "the order from checkout to orders",
    "the card is charged": "the capture from payments to gateway",
    "the copies are sold": "the confirmation from checkout to inventory",
    "the order is paid": "the payment notice from checkout to orders",
    "the card is refunded": "the refund from payments to gateway",
    "the mail is requested": "the event from orders to notifications",
}
MOMENT = "|".join(MOMENTS)
ACHIEVEMENT = "|".join(ACHIEVEMENTS)


class Restart(NamedTuple):
    """A service is up again: since when (monotonic seconds), and for how many seconds it was down."""

    at: float
    down_for: float

    def left(self, seconds: float) -> float:
        """The seconds that are left of so many after it.

        What failed meanwhile is repeated after pauses that double: at most after as long as it was down.
        """
        return self.at + self.down_for + seconds - time.monotonic()


class Kills(Protocol):
    """What a scenario kills. Whoever is killed is started again at once."""

    def at(self, victim: str, calls: Calls, point: str) -> None:
        """SIGKILL for the victim when the call comes to this point."""
        ...

    def for_good_at(self, victim: str, calls: Calls, point: str) -> None:
        """SIGKILL for the first of two instances when the call comes to this point; the other one goes on."""
        ...

    def replaced_at(self, service: str, calls: Calls, point: str) -> None:
        """A new instance takes the place of the old one, which is told to stop, when the call comes there."""
        ...

    def database_at(self, service: str, statement: str, when: str) -> None:
        """PostgreSQL crashes just `before` or `after` the service commits such a statement, and recovers."""
        ...

    def last_restart(self) -> Restart:
        """The last of those that were to be killed; waits until all are up again.

        Raises AssertionError where a call at which somebody was to be killed has not come.
        """
        ...


class Twins(Protocol):
    """Second instances of services, on the same database."""

    def start(self, service: str, settings: Mapping[str, str] | None = None) -> None:
        """Start one, with other settings where some are given; nobody calls it yet."""
        ...

    def share(self, service: str) -> None:
        """New connections go to both instances in turn, to the first one first."""
        ...

    def replace(self, service: str) -> None:
        """The first instance is told to stop; the second one is called from then on."""
        ...

    def wait_stopped(self, service: str) -> None:
        """Return when the first instance has ended. Raises TimeoutError."""
        ...


def victim(name: str) -> str:
    """A service that can be killed; ValueError lists them."""
    return _known("service of ours", name, {name: name for name in VICTIMS})


def point(moment: str) -> str:
    """A point of a call, as the proxy calls it; ValueError lists them."""
    return _known("point of a call", moment, MOMENTS)


def achieved_by(achievement: str) -> Calls:
    """The next call that brings this about; ValueError lists what there is."""
    return Calls.parse(_known("achievement", achievement, ACHIEVEMENTS))


def mortal(name: str) -> str:
    """A service by its name in business features; ValueError lists them."""
    return _known("service", name, KEEPERS)


def _known(what: str, name: str, table: Mapping[str, str]) -> str:
    if name not in table:
        raise ValueError(f"there is no {what} {name!r}; there are: {', '.join(table)}")
    return table[name]
