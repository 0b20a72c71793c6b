"""What somebody may try who must not: acts at the doors of the services, as an intruder would word them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from steps.drivers.api import Api
from steps.drivers.eventually import eventually
from steps.world.actors import ADDRESS
from steps.world.catalog import isbn_of
from steps.world.world import World

_AT_REST_WITHIN = 10.0  # seconds
_OLD = "2020-01-01T00:00:00Z"


@dataclass(frozen=True)
class Target:
    """What the intruder is after: somebody's cart, checkout and order, and a title of the shop."""

    sku: str
    cart: str = ""
    checkout: str = ""
    order: str = ""


Body = Callable[[Target], dict[str, Any]]


@dataclass(frozen=True)
class Act:
    """One call; `by` is whoever may make it: a customer, the staff, the gateway, or a service by its name."""

    by: str
    service: str
    method: str
    path: str
    body: Body | None = None

    def content(self, target: Target) -> dict[str, Any] | None:
        """What is sent along."""
        return self.body(target) if self.body else None


def _one_copy(target: Target) -> dict[str, Any]:
    return {"sku": target.sku, "quantity": 1}


def _lines(target: Target) -> dict[str, Any]:
    return {"lines": [_one_copy(target)]}


def _submission(target: Target) -> dict[str, Any]:
    return {
        "cart_id": target.cart,
        "email": "stranger@readers.example",
        "ship_to": ADDRESS,
        "payment": {"method": "card", "token": "pm_stranger"},
        "expected_total": {"amount": 950, "currency": "USD"},
    }


def _quote(target: Target) -> dict[str, Any]:
    destination = {"country": "US"}
    asked = {"currency": "USD", "destination": destination, "customer": "a stranger", "binding": True}
    return {**_lines(target), **asked}


def _payment(_: Target) -> dict[str, Any]:
    amount = {"amount": 950, "currency": "USD"}
    return {"amount": amount, "method": "card", "token": "pm_stranger", "email": "stranger@readers.example"}


def _refund(_: Target) -> dict[str, Any]:
    return {"refund_id": str(uuid4()), "reason": "I want my money back"}


def _returned(_: Target) -> dict[str, Any]:
    return {"refund_id": str(uuid4()), "amount": {"amount": 100, "currency": "USD"}}


def _event(target: Target) -> dict[str, Any]:
    subject = {"order_number": target.order, "reason": "nobody knows"}
    event = {"specversion": "1.0", "id": str(uuid4()), "source": "/orders", "type": "order.canceled"}
    return {**event, "time": _OLD, "datacontenttype": "application/json", "data": subject}


_RESERVATION, _PAYMENT, _ORDER = "/reservations/{checkout}", "/payments/{checkout}", "/checkouts/{checkout}"
ACTS: Mapping[str, Act] = {
    "look at the cart": Act("customer", "cart", "GET", "/carts/{cart}"),
    "see how the cart stands": Act("customer", "cart", "GET", "/carts/{cart}/availability"),
    "see what the cart costs": Act("customer", "cart", "GET", "/carts/{cart}/quote?country=US"),
    "add a copy to the cart": Act("customer", "cart", "POST", "/carts/{cart}/lines", _one_copy),
    "change the number of copies": Act(
        "customer", "cart", "PUT", "/carts/{cart}/lines/{sku}", lambda _: {"quantity": 5}
    ),
    "take the title out of the cart": Act("customer", "cart", "DELETE", "/carts/{cart}/lines/{sku}"),
    "enter a discount code": Act(
        "customer", "cart", "PUT", "/carts/{cart}/discount-code", lambda _: {"code": "SPRING"}
    ),
    "check the cart out": Act("customer", "checkout", "POST", "/checkouts", _submission),
    "look at the checkout": Act("customer", "checkout", "GET", _ORDER),
    "go on with the checkout": Act("customer", "checkout", "POST", f"{_ORDER}/continuation"),
    "look at the order": Act("customer", "orders", "GET", "/orders/{order}"),
    "cancel the order": Act("customer", "orders", "POST", "/orders/{order}/cancellation"),
    "receive copies": Act(
        "staff",
        "inventory",
        "POST",
        "/titles/{sku}/receipts",
        lambda _: {"receipt_id": str(uuid4()), "copies": 5},
    ),
    "withdraw the title": Act("staff", "inventory", "POST", "/titles/{sku}/withdrawal"),
    "set the price": Act("staff", "pricing", "PUT", "/prices/{sku}/USD", lambda _: {"amount": 100}),
    "offer a discount code": Act(
        "staff", "pricing", "PUT", "/discount-codes/MINE", lambda _: {"kind": "percent", "percent": 90}
    ),
    "refund the order": Act("staff", "orders", "POST", "/orders/{order}/refunds", _refund),
    "look at the payment": Act("staff", "payments", "GET", _PAYMENT),
    "refund the payment": Act("staff", "payments", "POST", f"{_PAYMENT}/refunds", _returned),
    "compare the books": Act(
        "staff", "payments", "POST", "/reconciliations", lambda _: {"since": _OLD, "until": _OLD}
    ),
    "look at the mails": Act("staff", "notifications", "GET", "/mails?order_number={order}"),
    "reserve copies": Act("checkout", "inventory", "PUT", f"/reservations/{uuid4()}", _lines),
    "put the copies back": Act("orders", "inventory", "POST", f"{_RESERVATION}/restock"),
    "bind a quote": Act("checkout", "pricing", "PUT", f"/quotes/{uuid4()}", _quote),
    "hold money": Act("checkout", "payments", "PUT", f"/payments/{uuid4()}", _payment),
    "give the money back": Act("orders", "payments", "POST", f"{_PAYMENT}/return"),
    "call the order off": Act(
        "checkout", "orders", "POST", f"{_ORDER}/order/cancellation", lambda _: {"reason": "none"}
    ),
    "close the cart": Act(
        "checkout", "cart", "POST", "/carts/{cart}/closing", lambda _: {"checkout_id": str(uuid4())}
    ),
    "tell of a payment": Act("gateway", "payments", "POST", "/webhooks/stripe", lambda _: {"id": "evt_1"}),
    "announce a cancellation": Act("orders", "notifications", "POST", "/events", _event),
}

# Why somebody is refused: the kind of problem, and how its sentence begins.
REASONS: Mapping[str, tuple[str, str]] = {
    "nobody has signed in": ("not-authenticated", "neither a bearer token nor a cart token came"),
    "the token has expired": ("not-authenticated", "the token has expired"),
    "the token was not signed by the shop": ("not-authenticated", "the token is not valid: its signature"),
    "the token is signed in another way": ("not-authenticated", "the token is not valid: it is signed with"),
    "the token is meant for somebody else": ("not-authenticated", "the token is not valid: it is meant for"),
    "it is not theirs to do": ("not-allowed", "this act "),
    "there is no such cart": ("cart-not-found", "there is no cart"),
    "there is no such cart to check out": ("no-such-cart", "there is no such cart"),
    "there is no such checkout": ("no-such-checkout", "there is no such checkout"),
    "there is no such order": ("order-not-found", ""),
    "it is too large": ("body-too-large", "a body may have at most"),
}


def act(name: str) -> Act:
    """The act of this name; ValueError lists what is known."""
    if name not in ACTS:
        raise ValueError(f"nobody knows how to {name!r}; there are: {', '.join(ACTS)}")
    return ACTS[name]


def attempted(door: Api, what: Act, target: Target, credentials: Mapping[str, str]) -> dict[str, Any]:
    """Do it, with whatever is shown; raises Refused."""
    return door.call(what.method, _path(what, target), _shown(credentials), what.content(target))


def attempted_at_length(
    door: Api, what: Act, target: Target, credentials: Mapping[str, str], kilobytes: int, *, announced: bool
) -> dict[str, Any]:
    """The same with so much more in the body; raises Refused."""
    body, path, shown = what.content(target) or {}, _path(what, target), _shown(credentials)
    if announced:
        return door.call(what.method, path, shown, {**body, "padding": "x" * kilobytes * 1024})
    return door.stream(what.method, path, shown, _endless(kilobytes))


def at_rest(world: World) -> Mapping[str, str]:
    """What the services have stored once nothing is on its way any more."""
    seen: list[Mapping[str, str]] = []

    def steady() -> bool:
        unsent = world.stored.unsent_messages()
        seen.append(world.stored.contents())
        return not unsent and seen[-2:] == [seen[-1]] * 2

    eventually(steady, until=bool, within=_AT_REST_WITHIN, what="nothing is on its way any more")
    return seen[-1]


def target_of(world: World, role: str) -> Target:
    """What this person has, as far as there is something."""
    actor, title = world.actors.named(role), next(iter(world.catalog.prices))
    bought = actor.last_order if actor.past or actor.attempts else None
    checkout, order = (bought.checkout_id, bought.order_number) if bought else ("", "")
    return Target(isbn_of(title), actor.cart_id or "", checkout, order)


def _path(what: Act, target: Target) -> str:
    return what.path.format(**vars(target))


def _shown(credentials: Mapping[str, str]) -> dict[str, str]:
    return {"idempotency-key": str(uuid4()), **credentials}


def _endless(kilobytes: int) -> Iterator[bytes]:
    """A JSON document that does not tell how long it is."""
    yield b'{"padding": "'
    for _ in range(kilobytes):
        yield b"x" * 1024
    yield b'"}'
