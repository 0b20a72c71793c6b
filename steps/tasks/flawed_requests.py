"""One request of the topology with one flaw, which a service and its stub refuse in every state."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from environment.topology import STRANGER, bookstore_topology
from steps.tasks.every_request import (
    Credentials,
    KnownRequest,
    attempt_request,
    forged,
    permitted,
    requests_of,
    without_permission,
)
from steps.world.world import World


def _without_token(_: World) -> Credentials:
    return lambda _: (STRANGER, {})


FLAWS: Mapping[str, tuple[Callable[[World], Credentials], str]] = {
    "without a token": (_without_token, "valid"),
    "with a forged token": (forged, "valid"),
    "by a caller without the permission": (without_permission, "valid"),
    "with senseless content": (permitted, "senseless"),
    "with oversized content": (permitted, "oversized"),
}
"""By the words of features, the credentials of the request, and its content."""


def service_requests() -> dict[str, KnownRequest]:
    """By name, such as "notifications: POST /events", every request of people and services."""
    return {f"{each.callee}: {each.name}": each for each in requests_of(bookstore_topology().services)}


def ask_flawed(world: World, request: KnownRequest, flaw: str) -> None:
    """Make the request once with this flaw, and keep the outcome."""
    credentials, content = FLAWS[flaw]
    attempt_request(world, request, credentials(world), content)
