"""The stub of orders: it places, pays, cancels and shows orders. It refunds nothing, and sends nothing."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from environment.stubs.stub import Answer, Stub, StubCall, StubRefusal, iso, offers

# Crockford's base 32, and what a customer may type in place of its symbols.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans("ILO", "110")
_NUMBER = re.compile(f"BK([{_ALPHABET}]{{4}})([{_ALPHABET}]{{4}})")
_MOST_SHOWN = 100
_UNPAID = ("awaiting", "owed")
_NOT_SHOWN = ("customer_id", "guest_token_hash")
_LOOK = "Something is wrong with the payment of this order: look at it."
_DEFAULTS: Mapping[str, Any] = {"bill_to": None}
_NOT_PAID = "taken-not-paid"
"""The flag of an order whose charge came before it was paid: paid, it has none."""


@dataclass
class StubbedOrder:
    """The order of one checkout; `body` is the request that has placed it."""

    checkout_id: str
    number: str
    body: Mapping[str, Any]
    placed_at: datetime
    state: str = "placed"
    captured: int = 0
    received: int = 0
    paid_at: datetime | None = None
    canceled_at: datetime | None = None
    flag: str | None = None

    @property
    def canceled_unpaid(self) -> bool:
        """Whether it was canceled before it was paid."""
        return self.state == "canceled" and self.paid_at is None

    @property
    def due(self) -> int:
        """What gift cards leave of the grand total for the payment."""
        return int(self.body["grand_total"]) - int(self.body.get("redeemed", 0))

    @property
    def on_shipment(self) -> bool:
        """Whether its card is charged for each parcel, of which the stub has none."""
        return bool(self.body["payment_method"] == "card_on_shipment")

    def placed(self) -> Mapping[str, Any]:
        """What its checkout is told."""
        total = self.body["grand_total"]
        return {"order_number": self.number, "state": self.state, "grand_total": total}

    def shown(self) -> Mapping[str, Any]:
        """What its buyer sees."""
        bought = {name: value for name, value in self.body.items() if name not in _NOT_SHOWN}
        times = {"placed_at": self.placed_at, "paid_at": self.paid_at, "canceled_at": self.canceled_at}
        return {
            **bought,
            **{name: iso(at) if at else None for name, at in times.items()},
            "order_number": self.number,
            "state": self.state,
            "captured": self.captured,
            "redeemed": self.body.get("redeemed", 0),
            "erased_at": None,
            "reduced": 0,
            "refunded": 0,
            "refunds": [],
            "shipments": [],
            "returns": [],
            "exchanges": [],
            "transfer": self._transfer(),
        }

    def _transfer(self) -> Mapping[str, Any] | None:
        terms = self.body.get("transfer")
        missing = self.due - self.received if self.state in _UNPAID else 0
        return {**terms, "missing": missing} if terms else None

    def status(self) -> Mapping[str, Any]:
        """What services and the staff see."""
        return {
            **self.placed(),
            "checkout_id": self.checkout_id,
            "currency": self.body["currency"],
            "captured": self.captured,
            "redeemed": self.body.get("redeemed", 0),
            "held": self.due if self.on_shipment and self.paid_at else 0,
            "charging": 0,
            "reduced": 0,
            "refunded": 0,
            "refunded_to_gift_cards": 0,
            "paid_at": iso(self.paid_at) if self.paid_at else None,
            "flag": self.flag,
            "attention": self._attention(),
        }

    def _attention(self) -> list[Mapping[str, Any]]:
        named = {"refund_id": None, "amount": None}
        return [{"about": self.flag, "says": _LOOK, **named}] if self.flag else []


class OrdersStub(Stub):
    """Orders in memory."""

    service = "orders"

    def forget(self) -> None:
        self._orders: dict[str, StubbedOrder] = {}
        self._called_off: set[str] = set()

    @offers("PUT /checkouts/{checkout_id}/order")
    def place(self, call: StubCall) -> Answer:
        checkout_id, body = call.path["checkout_id"], {**_DEFAULTS, **call.body}
        _require_sums(body)
        known = self._orders.get(checkout_id)
        if known is None:
            if checkout_id in self._called_off:
                raise StubRefusal(
                    "already-canceled", f"checkout {checkout_id} was canceled before its order came"
                )
            made = StubbedOrder(checkout_id, _new_number(), body, self.now())
            self._orders[checkout_id] = made
            return 201, made.placed()
        if known.body != body:
            raise StubRefusal(
                "conflicting-request", f"checkout {checkout_id} has order {known.number} already"
            )
        if known.canceled_unpaid:
            raise StubRefusal("already-canceled", f"order {known.number} was canceled")
        return 200, known.placed()

    @offers("GET /paid-orders")
    def paid_between(self, call: StubCall) -> Answer:
        since, until = (datetime.fromisoformat(call.query[name][0]) for name in ("since", "until"))
        after = call.query.get("after", [""])[0]
        found = [
            each.status()
            for each in sorted(self._orders.values(), key=lambda order: order.checkout_id)
            if each.paid_at and since <= each.paid_at < until and each.checkout_id > after
        ]
        return 200, {"orders": found, "more": False}

    @offers("POST /checkouts/{checkout_id}/order/payment")
    def pay(self, call: StubCall) -> Answer:
        order, captured = self._of_checkout(call), call.body["captured"]
        if order.body.get("transfer"):
            raise StubRefusal("conflicting-request", f"order {order.number} is paid by transfer")
        due = 0 if order.on_shipment else order.due
        if captured != due:
            order.flag = order.flag or _NOT_PAID
            detail = f"{captured} was captured, but {due} is to pay for order {order.number}"
            raise StubRefusal("amount-mismatch", detail)
        if order.canceled_unpaid:
            raise StubRefusal("already-canceled", f"order {order.number} was canceled before it was paid")
        if order.paid_at is None:
            order.state, order.captured, order.paid_at = "paid", captured, self.now()
            order.flag = None if order.flag == _NOT_PAID else order.flag
        return 200, order.placed()

    @offers("POST /checkouts/{checkout_id}/order/acceptance")
    def await_transfer(self, call: StubCall) -> Answer:
        order = self._by_transfer(call)
        if order.canceled_unpaid:
            raise StubRefusal("already-canceled", f"order {order.number} was canceled before it was paid")
        if order.state == "placed":
            order.state = "owed" if order.body["payment_method"] == "invoice" else "awaiting"
        return 200, order.placed()

    @offers("PUT /checkouts/{checkout_id}/order/transfer")
    def take_transfer(self, call: StubCall) -> Answer:
        order, received = self._by_transfer(call), call.body["received"]
        if received > order.due:
            raise StubRefusal("amount-mismatch", f"{received} were transferred, but it awaits {order.due}")
        if order.state == "placed":
            raise StubRefusal("checkout-in-progress", f"order {order.number} is still being placed")
        if order.canceled_unpaid and received > order.received:
            raise StubRefusal("already-canceled", f"order {order.number} was canceled before it was paid")
        if order.state in _UNPAID:
            order.received = max(order.received, received)
        if order.state in _UNPAID and order.received == order.due:
            order.state, order.captured, order.paid_at = "paid", order.due, self.now()
        return 200, order.status()

    @offers("POST /checkouts/{checkout_id}/order/cancellation")
    def cancel(self, call: StubCall) -> Answer:
        checkout_id = call.path["checkout_id"]
        order = self._orders.get(checkout_id)
        if order is None:
            self._called_off.add(checkout_id)
        elif order.state != "canceled":
            order.state, order.canceled_at = "canceled", self.now()
        number = order.number if order else None
        return 200, {"checkout_id": checkout_id, "order_number": number, "state": "canceled"}

    @offers("GET /checkouts/{checkout_id}/order")
    def of_checkout(self, call: StubCall) -> Answer:
        return 200, self._of_checkout(call).status()

    @offers("PUT /checkouts/{checkout_id}/order/flag")
    def flag(self, call: StubCall) -> Answer:
        order = self._of_checkout(call)
        order.flag = order.flag or call.body["flag"]
        return 200, order.status()

    @offers("GET /orders")
    def latest(self, call: StubCall) -> Answer:
        found = [order for order in reversed(self._orders.values()) if _is_of(order, call)]
        most = int(call.query.get("most", [_MOST_SHOWN])[0])
        for after in map(_read_number, call.query.get("after", [])):
            numbers = [order.number for order in found]
            if after not in numbers:
                raise StubRefusal("order-not-found", "you have no order with this number")
            found = found[numbers.index(after) + 1 :]
        return 200, {"orders": [order.shown() for order in found[:most]], "more": len(found) > most}

    @offers("GET /orders/{order_number}")
    def read(self, call: StubCall) -> Answer:
        number = _read_number(call.path["order_number"])
        for order in self._orders.values():
            if order.number == number and _is_of(order, call):
                return 200, order.shown()
        raise StubRefusal("order-not-found", "you have no order with this number")

    def _by_transfer(self, call: StubCall) -> StubbedOrder:
        order = self._of_checkout(call)
        if not order.body.get("transfer"):
            raise StubRefusal("conflicting-request", f"order {order.number} is not paid by transfer")
        return order

    def _of_checkout(self, call: StubCall) -> StubbedOrder:
        checkout_id = call.path["checkout_id"]
        if checkout_id not in self._orders:
            raise StubRefusal("order-not-found", f"checkout {checkout_id} has no order")
        return self._orders[checkout_id]


def _is_of(order: StubbedOrder, call: StubCall) -> bool:
    """Whether the order belongs to the customer or guest who calls, or for whom a service calls."""
    customer, guest = order.body["customer_id"], order.body["guest_token_hash"]
    if call.caller.guest:
        return bool(guest == call.caller.guest)
    return bool(call.caller.customer) and bool(customer == call.caller.customer)


def _require_sums(body: Mapping[str, Any]) -> None:
    """Raises StubRefusal where the parts of the order do not sum to its totals."""
    lines, mode = body["lines"], body["tax_mode"]
    added = sum(line["tax"] for line in lines if (line.get("tax_mode") or mode) == "added")
    if mode == "added":
        added += body["tax"] - sum(line["tax"] for line in lines)
    whole = body["subtotal"] - body["discount"] + body["shipping"] + added
    sums = {
        "subtotal": sum(line["line_total"] for line in lines),
        "discount": sum(line["discount"] for line in lines),
        "grand_total": whole,
    }
    if body.get("redeemed", 0) > body["grand_total"]:
        raise StubRefusal("totals-do-not-add-up", "more was redeemed than the order costs")
    for name, summed in sums.items():
        if body[name] != summed:
            raise StubRefusal(
                "totals-do-not-add-up", f"{name} is {body[name]}, but its parts sum to {summed}"
            )


def _read_number(text: str) -> str:
    typed = _NUMBER.fullmatch(text.upper().replace("-", "").translate(_LOOKALIKES))
    if typed is None:
        raise StubRefusal("order-not-found", "this is no order number")
    return f"BK-{typed[1]}-{typed[2]}"


def _new_number() -> str:
    symbols = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    return f"BK-{symbols[:4]}-{symbols[4:]}"
