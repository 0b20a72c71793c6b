"""Requests that a caller is not permitted to make, and what a service answers to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from steps.drivers.api import Api
from steps.drivers.eventually import eventually
from steps.tasks.requests.repeatable_ids import id_of
from steps.world.actors import Actor
from steps.world.addresses import ADDRESS
from steps.world.catalog import isbn_of
from steps.world.world import World

REFUND = "the refund"
OTHERS_REFUND = "the refund of another order"
RETURN = "the return"
_IDLE_WITHIN = 10.0  # seconds
_OLD = "2020-01-01T00:00:00Z"


@dataclass(frozen=True)
class RequestTarget:
    """The customer's cart, checkout and order, and a title of the shop, at which a request aims."""

    sku: str
    cart: str = ""
    checkout: str = ""
    order: str = ""
    refund: str = ""
    """The id of a refund of this order, where a scenario has made it."""
    others_refund: str = ""
    """The same of another order."""
    shipment: str = ""
    """The id of a shipment of this order, where a scenario has reported it."""
    others_shipment: str = ""
    """The same of another order."""
    came_back: str = ""
    """The id of a return of this order, where a scenario has reported it."""
    others_came_back: str = ""
    """The same of another order."""
    exchange: str = ""
    """The id of an exchange of this order, where a scenario has asked for it."""
    others_exchange: str = ""
    """The same of another order."""


Body = Callable[[RequestTarget], dict[str, Any]]


@dataclass(frozen=True)
class UnauthorizedRequest:
    """One request; `by` is the permitted caller: a customer, the staff, the gateway, or a service by name."""

    by: str
    service: str
    method: str
    path: str
    body: Body | None = None

    def content(self, target: RequestTarget) -> dict[str, Any] | None:
        """The JSON body, where the request has one."""
        return self.body(target) if self.body else None


def _one_copy(target: RequestTarget) -> dict[str, Any]:
    return {"sku": target.sku, "quantity": 1}


def _lines(target: RequestTarget) -> dict[str, Any]:
    return {"lines": [_one_copy(target)]}


def _returned_copies(target: RequestTarget) -> dict[str, Any]:
    return {"return_id": str(uuid4()), **_lines(target)}


def _submission(target: RequestTarget) -> dict[str, Any]:
    return {
        "cart_id": target.cart,
        "email": "stranger@readers.example",
        "ship_to": dict(ADDRESS),
        "payment": {"method": "card", "token": "pm_stranger"},
        "expected_total": {"amount": 950, "currency": "USD"},
    }


def _quote(target: RequestTarget) -> dict[str, Any]:
    destination = {"country": "US"}
    asked = {"currency": "USD", "destination": destination, "customer": "a-stranger", "binding": True}
    return {**_lines(target), **asked}


def _payment(_: RequestTarget) -> dict[str, Any]:
    amount = {"amount": 950, "currency": "USD"}
    return {"amount": amount, "method": "card", "token": "pm_stranger", "email": "stranger@readers.example"}


def _refund(_: RequestTarget) -> dict[str, Any]:
    return {"refund_id": str(uuid4()), "reason": "I want my money back"}


def _returned(_: RequestTarget) -> dict[str, Any]:
    return {"refund_id": str(uuid4()), "amount": {"amount": 100, "currency": "USD"}}


def _event(target: RequestTarget) -> dict[str, Any]:
    subject = {"order_number": target.order, "reason": "unknown"}
    event = {"specversion": "1.0", "id": str(uuid4()), "source": "/orders", "type": "order.canceled"}
    return {**event, "time": _OLD, "datacontenttype": "application/json", "data": subject}


_RESERVATION, _PAYMENT, _ORDER = "/reservations/{checkout}", "/payments/{checkout}", "/checkouts/{checkout}"
REQUESTS: Mapping[str, UnauthorizedRequest] = {
    "look at the cart": UnauthorizedRequest("customer", "cart", "GET", "/carts/{cart}"),
    "see the availability": UnauthorizedRequest("customer", "cart", "GET", "/carts/{cart}/availability"),
    "see what the cart costs": UnauthorizedRequest(
        "customer", "cart", "GET", "/carts/{cart}/quote?country=US"
    ),
    "add a copy to the cart": UnauthorizedRequest(
        "customer", "cart", "POST", "/carts/{cart}/lines", _one_copy
    ),
    "change the number of copies": UnauthorizedRequest(
        "customer", "cart", "PUT", "/carts/{cart}/lines/{sku}", lambda _: {"quantity": 5}
    ),
    "remove the title from the cart": UnauthorizedRequest(
        "customer", "cart", "DELETE", "/carts/{cart}/lines/{sku}"
    ),
    "enter a discount code": UnauthorizedRequest(
        "customer", "cart", "POST", "/carts/{cart}/discount-codes", lambda _: {"code": "SPRING"}
    ),
    "check out the cart": UnauthorizedRequest("customer", "checkout", "POST", "/checkouts", _submission),
    "look at the checkout": UnauthorizedRequest("customer", "checkout", "GET", _ORDER),
    "continue the checkout": UnauthorizedRequest("customer", "checkout", "POST", f"{_ORDER}/continuation"),
    "look at the order": UnauthorizedRequest("customer", "orders", "GET", "/orders/{order}"),
    "cancel the order": UnauthorizedRequest("customer", "orders", "POST", "/orders/{order}/cancellation"),
    "receive copies": UnauthorizedRequest(
        "staff",
        "inventory",
        "POST",
        "/titles/{sku}/receipts",
        lambda _: {"receipt_id": str(uuid4()), "copies": 5},
    ),
    "report returned copies": UnauthorizedRequest(
        "orders", "inventory", "POST", f"{_RESERVATION}/returns", _returned_copies
    ),
    "withdraw the title": UnauthorizedRequest("staff", "inventory", "POST", "/titles/{sku}/withdrawal"),
    "set the price": UnauthorizedRequest(
        "staff", "pricing", "PUT", "/prices/{sku}/USD", lambda _: {"amount": 100}
    ),
    "offer a discount code": UnauthorizedRequest(
        "staff", "pricing", "PUT", "/discount-codes/MINE", lambda _: {"kind": "percent", "percent": 90}
    ),
    "refund the order": UnauthorizedRequest("staff", "orders", "POST", "/orders/{order}/refunds", _refund),
    "look at the payment": UnauthorizedRequest("staff", "payments", "GET", _PAYMENT),
    "refund the payment": UnauthorizedRequest("staff", "payments", "POST", f"{_PAYMENT}/refunds", _returned),
    "reconcile payments": UnauthorizedRequest(
        "staff", "payments", "POST", "/reconciliations", lambda _: {"since": _OLD, "until": _OLD}
    ),
    "look at the mails": UnauthorizedRequest("staff", "notifications", "GET", "/mails?order_number={order}"),
    "reserve copies": UnauthorizedRequest("checkout", "inventory", "PUT", f"/reservations/{uuid4()}", _lines),
    "restock the copies": UnauthorizedRequest("orders", "inventory", "POST", f"{_RESERVATION}/restock"),
    "bind a quote": UnauthorizedRequest("checkout", "pricing", "PUT", f"/quotes/{uuid4()}", _quote),
    "authorize a payment": UnauthorizedRequest(
        "checkout", "payments", "PUT", f"/payments/{uuid4()}", _payment
    ),
    "reverse the payment": UnauthorizedRequest("orders", "payments", "POST", f"{_PAYMENT}/return"),
    "cancel the placed order": UnauthorizedRequest(
        "checkout", "orders", "POST", f"{_ORDER}/order/cancellation", lambda _: {"reason": "none"}
    ),
    "close the cart": UnauthorizedRequest(
        "checkout", "cart", "POST", "/carts/{cart}/closing", lambda _: {"checkout_id": str(uuid4())}
    ),
    "deliver a webhook": UnauthorizedRequest(
        "gateway", "payments", "POST", "/webhooks/stripe", lambda _: {"id": "evt_1"}
    ),
    "announce a cancellation": UnauthorizedRequest("orders", "notifications", "POST", "/events", _event),
}

# Why a request is refused: the slug of the problem, and the beginning of its detail.
REASONS: Mapping[str, tuple[str, str]] = {
    "the visitor has not signed in": ("not-authenticated", "neither a bearer token nor a cart token came"),
    "the token has expired": ("not-authenticated", "the token has expired"),
    "the token was not signed by the shop": ("not-authenticated", "the token is not valid: its signature"),
    "its service did not sign the token": ("not-authenticated", "the token is not valid: its signature"),
    "the issuer of the token is unknown": ("not-authenticated", "the token was issued neither by"),
    "the token has no valid signature": ("not-authenticated", "the token is not valid: it is signed with"),
    "the token is meant for another audience": (
        "not-authenticated",
        "the token is not valid: it is meant for",
    ),
    "the token names no customer": ("not-authenticated", "the token is not valid: its subject"),
    "the caller lacks the permission": ("not-allowed", "this act "),
    "there is no such cart": ("cart-not-found", "there is no cart"),
    "there is no such cart to check out": ("no-such-cart", "there is no such cart"),
    "there is no such checkout": ("no-such-checkout", "there is no such checkout"),
    "there is no such order": ("order-not-found", ""),
    "it is too large": ("body-too-large", "a body may have at most"),
    "it makes no sense": ("invalid-request", ""),
    "the shop cannot answer now": ("try-again", ""),
}


def make_request(
    api: Api, request: UnauthorizedRequest, target: RequestTarget, credentials: Mapping[str, str | None]
) -> dict[str, Any]:
    """Make the request with these credentials. Raises Refused."""
    return api.call(request.method, _path(request, target), _with_key(credentials), request.content(target))


def make_oversized_request(
    api: Api,
    request: UnauthorizedRequest,
    target: RequestTarget,
    credentials: Mapping[str, str],
    kilobytes: int,
    *,
    declared: bool,
) -> dict[str, Any]:
    """Make the request with a larger body, whose length is declared or not. Raises Refused."""
    body, path, headers = request.content(target) or {}, _path(request, target), _with_key(credentials)
    if declared:
        return api.call(request.method, path, headers, {**body, "padding": "x" * kilobytes * 1024})
    return api.stream(request.method, path, headers, _in_parts(kilobytes))


def stored_when_idle(world: World) -> Mapping[str, str]:
    """The digests of the stored data, once no message is unsent and no digest changes any more."""
    seen: list[Mapping[str, str]] = []

    def steady() -> bool:
        unsent = world.stored.unsent_messages()
        seen.append(world.stored.contents())
        return not unsent and seen[-2:] == [seen[-1]] * 2

    eventually(steady, until=bool, within=_IDLE_WITHIN, what="the stored data does not change any more")
    return seen[-1]


def target_of(world: World, role: str) -> RequestTarget:
    """The cart, checkout and order of the actor of this role, as far as they exist."""
    actor, title = world.actors.named(role), next(iter(world.catalog.prices))
    tried = [*actor.past, *actor.attempts]
    bought = actor.last_order if any(attempt.accepted for attempt in tried) else None
    checkout, order = (bought.checkout_id, bought.order_number) if bought else (_unfinished(world, actor), "")
    shipped, returned = ("a shipment", "another's shipment"), (RETURN, "another's return")
    exchanged = ("an exchange", "another's exchange")
    ids = (id_of(checkout, what) for what in (REFUND, OTHERS_REFUND, *shipped, *returned, *exchanged))
    return RequestTarget(isbn_of(title), actor.cart_id or "", checkout, order, *ids)


def _unfinished(world: World, actor: Actor) -> str:
    """The checkout that has no order yet; of one that was never answered the gateway knows the id."""
    if actor.checkout_ids:
        return actor.last_checkout_id
    charges = world.shop.gateway.charges() if actor.submissions else []
    return str(charges[-1].checkout_id) if charges else ""


def _path(request: UnauthorizedRequest, target: RequestTarget) -> str:
    return request.path.format(**vars(target))


def _with_key(credentials: Mapping[str, str | None]) -> dict[str, str]:
    """The credentials with an idempotency key; a header of None is left out."""
    headers = {"idempotency-key": str(uuid4()), **credentials}
    return {name: value for name, value in headers.items() if value is not None}


def _in_parts(kilobytes: int) -> Iterator[bytes]:
    """A JSON document in parts."""
    yield b'{"padding": "'
    for _ in range(kilobytes):
        yield b"x" * 1024
    yield b'"}'
