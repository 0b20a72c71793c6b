"""A purchase, call by call, as a checkout makes it: it stays at the stage that is asked for.

No checkout knows of it. It is complete in every other service, so that `undo` leaves a shop that adds up.

A purchase whose card is charged at shipment has no capture: each parcel has one, which `capture_part` makes.

A purchase by transfer has the same stages: its payment is expected in place of authorized, its order waits
for it from CAPTURED on, and is PAID by a transfer. On invoice it is owed from then on, its copies are sold.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from hashlib import sha256
from typing import Any
from uuid import uuid4

from steps.drivers.eventually import eventually
from steps.tasks.direct_calls import DirectCalls
from steps.vocabulary.gift_card_codes import NO_CARD, hash_of
from steps.world.addresses import ADDRESS

_LONG_AGO, _FAR_AWAY = "2020-01-01T00:00:00Z", "2100-01-01T00:00:00Z"
_SETTLES_WITHIN = 15.0  # seconds
_MOST = 99_999_999  # cents


class Stage(IntEnum):
    """How far a purchase has come; each stage includes those before it."""

    NOTHING = 0
    RESERVED = 1
    QUOTED = 2
    AUTHORIZED = 3
    PLACED = 4
    CAPTURED = 5
    CONFIRMED = 6
    PAID = 7


@dataclass
class PurchaseByCalls:
    """Copies of one title for one customer, under a checkout id of its own.

    guest_token: that of the cart, where a guest buys; then the order is no customer's.
    """

    calls: DirectCalls
    sku: str
    customer_id: str
    card: str = "visa"
    code: str | None = None
    copies: int = 1
    kind: str = "printed"
    by_transfer: bool = False
    on_invoice: bool = False
    on_shipment: bool = False
    checkout_id: str = field(default_factory=lambda: str(uuid4()))
    order_number: str = ""
    token: str = ""
    guest_token: str = ""
    terms: dict[str, Any] = field(default_factory=dict)
    quote: dict[str, Any] = field(default_factory=dict)
    gift_card_id: str = field(default_factory=lambda: str(uuid4()))
    gift_card: str = ""
    """The code of the gift card, where one was issued for this purchase."""
    has_sold_cards: bool = False
    """Whether payments was asked to issue gift cards to this purchase, which no order of it has asked for."""

    def __post_init__(self) -> None:
        """A red step before it is undone must not leave it behind."""
        self.calls.world.begun_by_calls[self.checkout_id] = self.undo

    def up_to(self, stage: Stage) -> PurchaseByCalls:
        """Make every step up to this stage. Raises Refused."""
        steps: tuple[Callable[[], object], ...] = (
            self.reserve,
            self.bind_quote,
            self.authorize,
            self.place,
            self.capture,
            self.confirm,
            self.mark_paid,
        )
        for step in steps[:stage]:
            step()
        return self

    def reserve(self) -> None:
        """Inventory holds the copies."""
        self._call("inventory", "PUT", f"/reservations/{self.checkout_id}", self.reservation())

    def bind_quote(self) -> None:
        """Pricing binds the price, and redeems the discount code."""
        self.quote = self._call("pricing", "PUT", f"/quotes/{self.checkout_id}", self.quoted(binding=True))

    def authorize(self) -> None:
        """Payments authorizes the card, or expects a transfer."""
        if not self.by_transfer:
            self._call("payments", "PUT", f"/payments/{self.checkout_id}", self.payment())
            return
        path = f"/expected-transfers/{self.checkout_id}"
        expected = self._call("payments", "PUT", path, self.expected_transfer())
        self.terms = {name: expected[name] for name in ("account", "reference", "due_at")}

    def place(self) -> None:
        """Orders places the order."""
        placed = self._call("orders", "PUT", f"{self._path}/order", self.order())
        self.order_number = placed["order_number"]

    def capture(self) -> None:
        """Payments captures the amount; of a transfer, orders waits for it, or is owed it."""
        if self.on_invoice:
            self._call("inventory", "POST", f"/reservations/{self.checkout_id}/confirmation")
        if self.by_transfer:
            self._call("orders", "POST", f"{self._path}/order/acceptance")
            return
        if self.on_shipment:
            return
        self._call("payments", "POST", f"/payments/{self.checkout_id}/capture")

    def confirm(self) -> None:
        """Inventory sells the copies; it holds them until the transfer has arrived."""
        if self.by_transfer:
            return
        self._call("inventory", "POST", f"/reservations/{self.checkout_id}/confirmation")

    def mark_paid(self) -> None:
        """Orders learns that the order is paid."""
        if self.by_transfer:
            self.transfer(self.total)
            return
        captured = 0 if self.on_shipment else self.total
        self._call("orders", "POST", f"{self._path}/order/payment", {"captured": captured})

    def capture_part(self, amount: int, capture_id: str, *, final: bool = False) -> dict[str, Any]:
        """Payments captures so many cents for a parcel, as orders asks for it. Raises Refused."""
        path = f"/payments/{self.checkout_id}/captures/{capture_id}"
        return self.calls.by("orders", "payments", "PUT", path, captured_part(amount, final=final))

    def issue_gift_card(self, amount: int = 500) -> None:
        """The staff issues a gift card of so many cents, which no step of the purchase redeems."""
        body = {"amount": {"amount": amount, "currency": "USD"}}
        path = f"/gift-cards/{self.gift_card_id}"
        self.gift_card = self.calls.by("staff", "payments", "PUT", path, body)["code"]

    def allow_to_owe(self) -> PurchaseByCalls:
        """The staff allows the customer to owe anything on invoice."""
        path = f"/credit-limits/{self.customer_id}"
        self.calls.by("staff", "payments", "PUT", path, {"limit": _usd(_MOST)})
        return self

    def look_at_gift_card(self) -> None:
        """Payments says what is left of it."""
        body = {"gift_cards": [hash_of(self.gift_card)]}
        self._call("payments", "POST", "/gift-cards/balances", body)

    def sell_gift_cards(self) -> None:
        """Payments issues the gift cards of a sale."""
        self.has_sold_cards = True
        self.calls.by("orders", "payments", "PUT", f"/gift-card-sales/{self.checkout_id}", self.sale())

    def void_gift_cards(self) -> None:
        """Payments voids the gift cards of the sale."""
        self.calls.by("orders", "payments", "POST", f"/gift-card-sales/{self.checkout_id}/void")

    def redeem(self, total: int = 950) -> None:
        """The gift card pays as much of the total, in cents, as it has."""
        body = {**self.redemption(), "total": {"amount": total, "currency": "USD"}}
        self._call("payments", "PUT", f"/redemptions/{self.checkout_id}", body)

    def transfer(self, amount: int) -> None:
        """The staff reports that so many cents were transferred; return when orders knows of it."""
        transfer = {"amount": _usd(amount), "reference": self.terms["reference"], "booked_at": _LONG_AGO}
        self.calls.by("staff", "payments", "PUT", f"/transfers/{uuid4()}", transfer)
        eventually(
            self.calls.world.stored.unsent_messages,
            lambda unsent: unsent == 0,
            _SETTLES_WITHIN,
            "orders knows of the transfer",
            self.calls.world.stored.unsent_on,
        )

    def undo(self) -> None:
        """Compensate every step, as a checkout does: in any stage nothing is held, owed or sold after it."""
        if self.gift_card:
            self._call("payments", "POST", f"/redemptions/{self.checkout_id}/release")
        if self.has_sold_cards:
            self.void_gift_cards()
        self._call("orders", "POST", f"{self._path}/order/cancellation", {"reason": "compensated"})
        self._call("payments", "POST", f"/payments/{self.checkout_id}/return")
        self._call("pricing", "POST", f"/quotes/{self.checkout_id}/release")
        self._call("inventory", "POST", f"/reservations/{self.checkout_id}/restock")
        self.calls.world.begun_by_calls.pop(self.checkout_id, None)

    @property
    def total(self) -> int:
        """What the order costs, in cents."""
        return int(self.quote["grand_total"])

    @property
    def _owner(self) -> dict[str, Any]:
        if not self.guest_token:
            return {"customer_id": self.customer_id, "guest_token_hash": None}
        return {"customer_id": None, "guest_token_hash": sha256(self.guest_token.encode()).hexdigest()}

    @property
    def _path(self) -> str:
        return f"/checkouts/{self.checkout_id}"

    def reservation(self) -> dict[str, Any]:
        """The body of the reservation."""
        return {"lines": [{"sku": self.sku, "quantity": self.copies}]}

    def quoted(self, *, binding: bool) -> dict[str, Any]:
        """The body of the quote."""
        destination = {"country": "US", "region": "OR"}
        asked = {"currency": "USD", "destination": destination, "customer": self.customer_id}
        return {
            "lines": [{**line, "kind": self.kind} for line in self.reservation()["lines"]],
            **asked,
            "discount_codes": [self.code] if self.code else [],
            "binding": binding,
        }

    def expected_transfer(self) -> dict[str, Any]:
        """The body of the expected transfer."""
        owed = {"owed_by": self.customer_id} if self.on_invoice else {}
        return {"amount": _usd(self.total), "due_at": _FAR_AWAY, **owed}

    def payment(self) -> dict[str, Any]:
        """The body of the authorization; the card details are entered once."""
        self.token = self.token or self.calls.world.shop.gateway.tokenize(self.card)
        paid = {"amount": _usd(self.total), "method": self._card_method, "token": self.token}
        return {**paid, "email": self._email}

    def redemption(self) -> dict[str, Any]:
        """The body of a redemption of the gift card, or of one in its form where there is none."""
        code_hash = hash_of(self.gift_card) if self.gift_card else NO_CARD
        return {"total": {"amount": 950, "currency": "USD"}, "gift_cards": [code_hash]}

    def sale(self, amount: int = 500) -> dict[str, Any]:
        """The body of a sale of two gift cards of so many cents."""
        return {"currency": "USD", "lines": [{"sku": self.sku, "quantity": 2, "amount": amount}]}

    def card_return(self) -> dict[str, Any]:
        """The body of the return of one of its gift cards."""
        return {"refund_id": str(uuid4()), "lines": [{"sku": self.sku, "quantity": 1}]}

    def order(self) -> dict[str, Any]:
        """The body of the order: the lines and totals of the quote."""
        priced = ("sku", "quantity", "unit_price", "line_total", "discount", "tax", "tax_mode")
        named = {"title": "A book", "kind": self.kind}
        lines = [{**{name: line[name] for name in priced}, **named} for line in self.quote["lines"]]
        totals = ("currency", "subtotal", "discount", "shipping", "tax", "tax_mode", "grand_total")
        buyer = {**self._owner, "email": self._email}
        method = "invoice" if self.on_invoice else "advance"
        paid = {"payment_method": method, "transfer": self.terms} if self.by_transfer else {}
        shipped = {"locale": "en-US", "ship_to": ADDRESS, "payment_method": self._card_method, **paid}
        applied = [code["code"] for code in self.quote["discount_codes"] if code["applied"]]
        return {
            **buyer,
            **shipped,
            **{name: self.quote[name] for name in ("shipping_method", *totals)},
            "lines": lines,
            "discount_codes": applied,
        }

    @property
    def _card_method(self) -> str:
        return "card_on_shipment" if self.on_shipment else "card"

    @property
    def _email(self) -> str:
        return f"{self.checkout_id}@readers.example"

    def _call(
        self, callee: str, method: str, path: str, body: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        return self.calls.by("checkout", callee, method, path, body)


def captured_part(amount: int, *, final: bool = False) -> dict[str, Any]:
    """The body of the capture of a parcel of so many cents."""
    return {"amount": _usd(amount), "final": final}


def _usd(amount: int) -> dict[str, Any]:
    return {"amount": amount, "currency": "USD"}
