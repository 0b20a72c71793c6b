"""One request of the topology with one flaw, which a service and its stub refuse in every state."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from environment.topology import STRANGER, bookstore_topology
from steps.tasks.requests.every_request import (
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


FLAWS = (
    "without a token",
    "with a forged token",
    "by a caller without the permission",
    "with senseless content",
    "with oversized content",
)
"""The words of features."""
_CONTENTS = {"with senseless content": "senseless", "with oversized content": "oversized"}


def service_requests() -> dict[str, KnownRequest]:
    """By name, such as "notifications: POST /events", every request of people and services."""
    return {f"{each.callee}: {each.name}": each for each in requests_of(bookstore_topology().services)}


def ask_flawed(world: World, request: KnownRequest, flaw: str) -> None:
    """Make the request once with this flaw, and keep the outcome."""
    made_by: Mapping[str, Callable[[World], Credentials]] = {
        "without a token": _without_token,
        "with a forged token": forged,
        "by a caller without the permission": without_permission,
    }
    credentials = made_by.get(flaw, permitted)(world)
    attempt_request(world, request, credentials, _CONTENTS.get(flaw, "valid"))
