"""Attempts at requests with missing, wrong or flawed credentials, and with bodies that are too large."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from uuid import uuid4

from steps.drivers.api import bearer
from steps.tasks.requests.contradicting_requests import CALLED_OFF, came_back, copies_of, other_receipt
from steps.tasks.requests.unauthorized_requests import (
    UnauthorizedRequest,
    make_oversized_request,
    make_request,
    stored_when_idle,
    target_of,
)
from steps.world.attempt import Attempt
from steps.world.world import World

_ANOTHER_SERVICE = {"inventory": "pricing"}
_WITHOUT_PERMISSION = "notifications"  # calls no other service, and none of them admits it


def attempt(
    world: World,
    request: UnauthorizedRequest,
    credentials: Mapping[str, str | None],
    *,
    sender: str,
    owner: str = "customer",
) -> None:
    """Make the sender's request about the data of the owner's role, and keep the outcome."""
    world.unauthorized.stored_before, target = stored_when_idle(world), target_of(world, owner)
    api = world.shop.sent_by(sender, request.service)
    world.unauthorized.attempt = Attempt.at(
        "the request", lambda: make_request(api, request, target, credentials)
    )


def attempt_oversized(world: World, request: UnauthorizedRequest, kilobytes: int, *, declared: bool) -> None:
    """Make the request with the credentials of its permitted caller and a body of this size."""
    credentials = permitted_credentials(world, request)
    world.unauthorized.stored_before, target = stored_when_idle(world), target_of(world, "customer")
    what = (world.shop.sent_by(request.by, request.service), request, target, credentials, kilobytes)
    world.unauthorized.attempt = Attempt.at(
        "the request", lambda: make_oversized_request(*what, declared=declared)
    )


def permitted_credentials(world: World, request: UnauthorizedRequest) -> Mapping[str, str]:
    """The credentials of the caller who may make the request."""
    match request.by:
        case "customer":
            return world.actors.customer("customer").credentials
        case "staff":
            return world.actors.staff()
        case "gateway":
            body = request.content(target_of(world, "customer")) or {}
            return world.shop.webhooks.signed(body, world.clock.now())
        case service:
            return bearer(world.service_tokens.token(service, request.service))


def flawed_service_token(world: World, request: UnauthorizedRequest, flaw: str) -> str:
    """A service token for the request that its service must not accept, with one of SERVICE_TOKEN_FLAWS."""
    return SERVICE_TOKEN_FLAWS[flaw](world, request.by, request.service)


SERVICE_TOKEN_FLAWS: Mapping[str, Callable[[World, str, str], str]] = {
    "was forged": lambda world, by, to: world.untrusted_service_tokens.token(by, to),
    "has expired": lambda world, by, to: world.service_tokens.token(by, to, life=timedelta(minutes=-1)),
    "is meant for another service": lambda world, by, to: world.service_tokens.token(
        by, _ANOTHER_SERVICE.get(to, "inventory")
    ),
    "belongs to a service without the permission": lambda world, _, to: world.service_tokens.token(
        _WITHOUT_PERMISSION, to
    ),
    "was signed by another service": lambda world, by, to: world.service_tokens.token(
        by, to, signed_by=_WITHOUT_PERMISSION
    ),
    "names a service that the shop does not have": lambda world, by, to: world.service_tokens.token(
        "warehouse", to, signed_by=by
    ),
}
"""By the words of features, a token of the caller for the callee that the callee must not accept."""


def use_ids(world: World) -> None:
    """A receipt, and of both customers' orders a refund, a shipment and a return.

    Of the customer's order a second copy has left, which could still come back.
    """
    target, others = target_of(world, "customer"), target_of(world, "another customer")
    staff, inventory, orders = (
        world.actors.staff(),
        world.shop.sent_by("staff", "inventory"),
        world.shop.sent_by("staff", "orders"),
    )
    inventory.call("POST", f"/titles/{target.sku}/receipts", staff, other_receipt(target, 5))
    for order, named, parcel, back in (
        (target.order, target.refund, target.shipment, target.came_back),
        (others.order, target.others_refund, target.others_shipment, target.others_came_back),
    ):
        refund = {"refund_id": named, "reason": "a torn page", "amount": 100}
        orders.call("POST", f"/orders/{order}/refunds", staff, refund)
        orders.call("PUT", f"/orders/{order}/shipments/{parcel}", staff, copies_of(target))
        orders.call("PUT", f"/orders/{order}/returns/{back}", staff, came_back(target))
    orders.call("PUT", f"/orders/{target.order}/shipments/{uuid4()}", staff, copies_of(target))


def exchange_copies(world: World) -> None:
    """Of both customers' orders a copy was exchanged.

    Of the customer's order a second copy came back, which could still be exchanged.
    """
    target, others = target_of(world, "customer"), target_of(world, "another customer")
    staff, orders = world.actors.staff(), world.shop.sent_by("staff", "orders")
    for order in (target.order, target.order, others.order):
        orders.call("PUT", f"/orders/{order}/shipments/{uuid4()}", staff, copies_of(target))
        orders.call("PUT", f"/orders/{order}/returns/{uuid4()}", staff, came_back(target))
    for order, exchange in ((target.order, target.exchange), (others.order, target.others_exchange)):
        orders.call("PUT", f"/orders/{order}/exchanges/{exchange}", staff, copies_of(target))


def release_before_it_redeemed(world: World) -> None:
    """A checkout ends a redemption whose answer was lost, before that request arrives."""
    credentials = bearer(world.service_tokens.token("checkout", "payments"))
    path = f"/redemptions/{CALLED_OFF}/release"
    world.shop.sent_by("checkout", "payments").call("POST", path, credentials)


def call_off_before_it_began(world: World) -> None:
    """What a checkout does to end a request whose answer was lost, before that request arrives."""
    called_off = (
        ("pricing", f"/quotes/{CALLED_OFF}/release", None),
        ("payments", f"/payments/{CALLED_OFF}/return", None),
        ("orders", f"/checkouts/{CALLED_OFF}/order/cancellation", {"reason": "the answer was lost"}),
    )
    for service, path, body in called_off:
        credentials = bearer(world.service_tokens.token("checkout", service))
        world.shop.sent_by("checkout", service).call("POST", path, credentials, body)
