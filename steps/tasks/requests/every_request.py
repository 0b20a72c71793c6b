"""Every request that the topology knows of one service, with permitted credentials and valid content."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from environment.topology import STRANGER, Operation, topology
from steps.drivers.api import Api, bearer
from steps.tasks.requests.request_bodies import BODIES, QUERIES, with_doubled_lines
from steps.tasks.requests.unauthorized_requests import RequestTarget, stored_when_idle, target_of
from steps.vocabulary.wrong_on_arrow import arrow_between
from steps.world.attempt import Attempt
from steps.world.world import World

_VARIABLE = re.compile(r"\{(\w+)\}")
_NONSENSE = "x" * 300  # no id, no SKU, no code, and longer than every text in a path
NESTED = b"[" * 60_000  # as deep as a body of the accepted size can be
_UNADMITTED = "notifications"  # a service that no other admits
_UNKNOWN = RequestTarget("9780000000002", str(uuid4()), str(uuid4()), "BK-0000-0000")
_MISTYPED = "9780441172179"  # two digits of an ISBN in each other's place: its check digit is wrong
_WITHOUT_DATABASE = frozenset(
    {("payments", "GET /payments/circuit"), ("checkout", "POST /gift-cards/balances")}
)
"""Answered from memory, or by what another service answers."""


@dataclass(frozen=True)
class KnownRequest:
    """A request of the topology; `caller` is the first that its table names: a person, or else a service."""

    caller: str
    callee: str
    operation: Operation

    @property
    def name(self) -> str:
        """Method and path, as the OpenAPI document of the callee writes them."""
        return f"{self.operation.method} {self.operation.path}"

    @property
    def arrow(self) -> str:
        """The integration point that it belongs to."""
        return f"{self.caller} -> {self.callee}"

    @property
    def has_input(self) -> bool:
        """Whether there is anything in it that can be invalid."""
        return self.name in BODIES or self.name in QUERIES or "{" in str(self.operation.path)

    @property
    def names_title(self) -> bool:
        """Whether an ISBN is in its path, its query or its body."""
        body = BODIES.get(self.name)
        return _UNKNOWN.sku in f"{_path(self, _UNKNOWN)} {body(_UNKNOWN) if body else None}"

    @property
    def has_lines(self) -> bool:
        """Whether its body has titles in lines."""
        body = BODIES.get(self.name)
        return body is not None and "'lines': [" in str(body(_UNKNOWN))

    @property
    def needs_database(self) -> bool:
        """Whether it is answered with the database of the callee."""
        return (self.callee, self.name) not in _WITHOUT_DATABASE


_NAMES_WHAT_EXISTS = frozenset(
    {
        "GET /carts/{cart_id}",
        "GET /carts/{cart_id}/availability",
        "POST /carts/{cart_id}/lines",
        "PUT /carts/{cart_id}/lines/{sku}",
        "DELETE /carts/{cart_id}/lines/{sku}",
        "POST /carts/{cart_id}/discount-codes",
        "DELETE /carts/{cart_id}/discount-codes",
        "GET /carts/{cart_id}/quote",
        "POST /carts/{cart_id}/claim",
        "POST /carts/{cart_id}/closing",
        "POST /checkouts",
        "POST /checkouts/{checkout_id}/continuation",
        "GET /checkouts/{checkout_id}",
        "GET /orders/{order_number}",
        "POST /orders/{order_number}/cancellation",
        "POST /orders/{order_number}/claim",
        "POST /orders/{order_number}/erasure",
        "PUT /orders/{order_number}/address",
        "GET /orders/{order_number}/invoice",
        "POST /downloads/opening",
        "POST /orders/{order_number}/refunds",
        "PUT /orders/{order_number}/shipments/{shipment_id}",
        "PUT /orders/{order_number}/returns/{return_id}",
        "PUT /orders/{order_number}/exchanges/{exchange_id}",
        "GET /checkouts/{checkout_id}/order",
        "POST /checkouts/{checkout_id}/order/acceptance",
        "POST /checkouts/{checkout_id}/order/payment",
        "PUT /checkouts/{checkout_id}/order/transfer",
        "PUT /checkouts/{checkout_id}/order/refunds/{refund_id}",
        "PUT /checkouts/{checkout_id}/order/flag",
        "POST /titles/{sku}/receipts",
        "PUT /titles/{sku}/on-hand",
        "POST /titles/{sku}/withdrawal",
        "DELETE /titles/{sku}/withdrawal",
        "GET /reservations/{checkout_id}",
        "POST /reservations/{checkout_id}/confirmation",
        "POST /reservations/{checkout_id}/returns",
        "POST /reservations/{checkout_id}/exchanges",
        "GET /payments/{checkout_id}",
        "POST /payments/{checkout_id}/capture",
        "PUT /payments/{checkout_id}/captures/{capture_id}",
        "POST /payments/{checkout_id}/inquiry",
        "POST /payments/{checkout_id}/refunds",
        "POST /redemptions/{checkout_id}/refunds",
        "POST /gift-card-sales/{checkout_id}/returns",
        "GET /quotes/{quote_id}",
        "POST /mails/{order_number}/confirmation/copies",
    }
)
"""Requests about something that must exist. Others make it, or keep it from being made later."""
_SUITS: Mapping[str, Callable[[KnownRequest], bool]] = {
    "valid": lambda _: True,
    "reading": lambda request: request.operation.method == "GET",
    "from its database": lambda request: request.needs_database,
    "senseless": lambda request: request.has_input,
    "mistyped": lambda request: request.names_title,
    "doubled": lambda request: request.has_lines,
    "unknown": lambda request: request.name in _NAMES_WHAT_EXISTS,
    "oversized": lambda _: True,
    "nested": lambda request: request.name in BODIES,
}
Credentials = Callable[[KnownRequest], tuple[str, Mapping[str, str]]]
"""By request its sender, and the sender's credentials."""


def requests_of(services: tuple[str, ...]) -> Iterator[KnownRequest]:
    """The requests of people and services, each once. The gateway signs its own, and is not among them."""
    seen: set[str] = set()
    for point in topology().points.values():
        if point.callee in services and point.caller != "gateway":
            for operation in point.operations:
                request = KnownRequest(point.caller, point.callee, operation)
                if f"{request.callee} {request.name}" not in seen:
                    seen.add(f"{request.callee} {request.name}")
                    yield request


def attempt_every_request(
    world: World, services: tuple[str, ...], credentials: Credentials, content: str = "valid"
) -> None:
    """Make every request of these services with such credentials, and keep the outcomes.

    content: `valid`, `from its database` (valid too), `senseless`, `mistyped` (an ISBN), `doubled` (its
    lines), `unknown`, `oversized` or `nested`. Requests that cannot be so are left out.
    """
    world.unauthorized.stored_before = stored_when_idle(world)
    target = _UNKNOWN if content == "unknown" else target_of(world, "customer")
    if content == "mistyped":
        target = replace(target, sku=_MISTYPED)
    for request in requests_of(services):
        if _SUITS[content](request):
            attempt_request(world, request, credentials, content, target)


def attempt_request(
    world: World,
    request: KnownRequest,
    credentials: Credentials,
    content: str,
    target: RequestTarget = _UNKNOWN,
) -> None:
    """Make one request with such credentials and content, and keep the outcome."""
    sender, shown = credentials(request)
    api = world.shop.sent_by(sender, request.callee)
    given = {"idempotency-key": str(uuid4()), **shown}
    name = f"{request.callee}: {request.name}"
    world.unauthorized.attempts.append(Attempt.at(name, _making(api, request, target, given, content)))
    world.unauthorized.arrows[name] = arrow_between(sender, request.callee) or request.arrow


def _making(
    api: Api, request: KnownRequest, target: RequestTarget, credentials: Mapping[str, str], content: str
) -> Callable[[], dict[str, Any]]:
    method, body = str(request.operation.method), BODIES.get(request.name)
    if content == "oversized":
        padded = {"padding": "x" * 70 * 1024}
        return lambda: api.call(method, _path(request, target), credentials, padded)
    if content == "nested":
        return lambda: api.stream(method, _path(request, target), credentials, iter([NESTED]))
    if content == "senseless":
        path = _VARIABLE.sub(_NONSENSE, str(request.operation.path))
        return lambda: api.call(method, path, credentials, {"nonsense": True} if body else None)
    given = body(target) if body else None
    if content == "doubled" and given:
        given = with_doubled_lines(given)
    return lambda: api.call(method, _path(request, target), credentials, given)


def path_values(target: RequestTarget) -> Mapping[str, str]:
    """What stands for each variable of a path."""
    return {
        "cart_id": target.cart,
        "checkout_id": target.checkout,
        "quote_id": target.checkout,
        "order_number": target.order,
        "refund_id": str(uuid4()),
        "shipment_id": str(uuid4()),
        "return_id": str(uuid4()),
        "capture_id": str(uuid4()),
        "exchange_id": str(uuid4()),
        "repayment_id": str(uuid4()),
        "bank_id": "stmt-1",
        "sku": target.sku,
        "currency": "USD",
        "country": "US",
        "region": "OR",
        "code": "SPRING",
        "method": "express",
        "group": "students",
        "customer_id": "someone",
        "gift_card_id": str(uuid4()),
    }


def _path(request: KnownRequest, target: RequestTarget) -> str:
    values = path_values(target)
    path = _VARIABLE.sub(lambda found: values[found[1]], str(request.operation.path))
    query = QUERIES.get(request.name)
    return f"{path}?{query(target)}" if query else path


def permitted(world: World) -> Credentials:
    """The credentials of the caller that the topology names first."""

    def credentials(request: KnownRequest) -> tuple[str, Mapping[str, str]]:
        if request.caller == "customer":
            own = world.actors.customer("customer").credentials
            return request.caller, {"cart-token": "a guest's", **own}
        if request.caller == "staff":
            return request.caller, world.actors.staff()
        return request.caller, bearer(world.service_tokens.token(request.caller, request.callee))

    return credentials


def without_permission(world: World) -> Credentials:
    """A customer's for the requests of staff and services, a service's for those of customers."""

    def credentials(request: KnownRequest) -> tuple[str, Mapping[str, str]]:
        if request.caller == "customer":
            return _UNADMITTED, bearer(world.service_tokens.token(_UNADMITTED, request.callee))
        return "customer", world.actors.customer("customer").credentials

    return credentials


def forged(world: World) -> Credentials:
    """A customer's token that another key has signed."""
    token = world.actors.flawed_token(world.actors.customer("customer"), "was forged")
    return lambda _: (STRANGER, bearer(token))
