"""The phrases of features about crashes: which service is killed, and at which point of which call."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import NamedTuple

from environment.topology import bookstore_topology
from steps.vocabulary.fault_spec import CallPattern
from steps.vocabulary.faults import parse_calls
from steps.vocabulary.lookup import lookup

MOMENTS: Mapping[str, str] = {
    "before it leaves": "before the call leaves",
    "after its work is done": "after the work",
    "after its answer has come": "after the answer",
}
"""By phrase, the value of the parameter `at` of the fault kind "stop point"."""
MOMENT_PATTERN = "|".join(MOMENTS)

# The bookstore's own: gateway and mail server belong to other companies.
KILLABLE_SERVICES = bookstore_topology().services

MILESTONES: Mapping[str, str] = {
    "the copies are reserved": "the reservation from checkout to inventory",
    "the hold is placed": "the authorization from payments to gateway",
    "the order is made": "the order from checkout to orders",
    "the card is charged": "the capture from payments to gateway",
    "the copies are sold": "the confirmation from checkout to inventory",
    "the order is paid": "the payment notice from checkout to orders",
    "the card is refunded": "the refund from payments to gateway",
    "the mail is requested": "the event from orders to notifications",
}
"""What a checkout reaches on its way, by the call that reaches it."""


class Restart(NamedTuple):
    """A service is up again: since when (monotonic seconds), and for how many seconds it was down."""

    at: float
    down_for: float

    def left(self, seconds: float) -> float:
        """How many of so many seconds after the restart are left.

        `down_for` is added: callers retry after pauses that double, so their last pause is at most as long
        as the service was down.
        """
        return self.at + self.down_for + seconds - time.monotonic()


def killable_service(name: str) -> str:
    """A service that a scenario may kill; ValueError lists them."""
    return lookup("service of the bookstore", name, {service: service for service in KILLABLE_SERVICES})


def stop_point(moment: str) -> str:
    """The point of a call as the proxy names it; ValueError lists the phrases."""
    return lookup("point of a call", moment, MOMENTS)


def milestone_calls(milestone: str) -> CallPattern:
    """The next call that reaches this milestone; ValueError lists the milestones."""
    return parse_calls(lookup("milestone", milestone, MILESTONES))
