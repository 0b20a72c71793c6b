"""Attempts at requests with missing, wrong or flawed credentials, and with bodies that are too large."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from steps.drivers.api import bearer
from steps.tasks.unauthorized_requests import (
    UnauthorizedRequest,
    make_oversized_request,
    make_request,
    stored_when_idle,
    target_of,
)
from steps.world.attempt import Attempt
from steps.world.world import World

_ANOTHER_SERVICE = {"inventory": "pricing"}


def attempt(
    world: World, request: UnauthorizedRequest, credentials: Mapping[str, str], owner: str = "customer"
) -> None:
    """Make the request about the data of the owner's role, and keep the outcome."""
    world.unauthorized.stored_before, target = stored_when_idle(world), target_of(world, owner)
    api = world.shop.raw_apis[request.service]
    world.unauthorized.attempt = Attempt.at(
        "the request", lambda: make_request(api, request, target, credentials)
    )


def attempt_oversized(world: World, request: UnauthorizedRequest, kilobytes: int, *, declared: bool) -> None:
    """Make the request with the credentials of its permitted caller and a body of this size."""
    actors = world.actors
    permitted = {"customer": actors.customer("customer").credentials, "staff": actors.staff()}
    credentials = permitted.get(request.by) or bearer(world.service_tokens.token(request.by, request.service))
    world.unauthorized.stored_before, target = stored_when_idle(world), target_of(world, "customer")
    what = (world.shop.raw_apis[request.service], request, target, credentials, kilobytes)
    world.unauthorized.attempt = Attempt.at(
        "the request", lambda: make_oversized_request(*what, declared=declared)
    )


def flawed_service_token(world: World, request: UnauthorizedRequest, flaw: str) -> str:
    """A service token for the request that its service must not accept. KeyError for an unknown flaw."""
    route = request.by, request.service
    another = _ANOTHER_SERVICE.get(request.service, "inventory")
    flawed = {
        "was forged": lambda: world.untrusted_service_tokens.token(*route),
        "has expired": lambda: world.service_tokens.token(*route, life=timedelta(minutes=-1)),
        "is meant for another service": lambda: world.service_tokens.token(request.by, another),
        "belongs to a service without the permission": lambda: world.service_tokens.token(
            "warehouse", request.service
        ),
    }
    return flawed[flaw]()
