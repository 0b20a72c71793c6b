"""A purchase, call by call, as a checkout makes it: it stays at the stage that is asked for.

No checkout knows of it. It is complete in every other service, so that `undo` leaves a shop that adds up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from hashlib import sha256
from typing import Any
from uuid import uuid4

from steps.tasks.direct_calls import DirectCalls
from steps.vocabulary.gift_card_codes import NO_CARD, hash_of
from steps.world.addresses import ADDRESS


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
    checkout_id: str = field(default_factory=lambda: str(uuid4()))
    order_number: str = ""
    token: str = ""
    guest_token: str = ""
    quote: dict[str, Any] = field(default_factory=dict)
    gift_card_id: str = field(default_factory=lambda: str(uuid4()))
    gift_card: str = ""
    """The code of the gift card, where one was issued for this purchase."""

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
        """Payments authorizes the card."""
        self._call("payments", "PUT", f"/payments/{self.checkout_id}", self.payment())

    def place(self) -> None:
        """Orders places the order."""
        placed = self._call("orders", "PUT", f"{self._path}/order", self.order())
        self.order_number = placed["order_number"]

    def capture(self) -> None:
        """Payments captures the amount."""
        self._call("payments", "POST", f"/payments/{self.checkout_id}/capture")

    def confirm(self) -> None:
        """Inventory sells the copies."""
        self._call("inventory", "POST", f"/reservations/{self.checkout_id}/confirmation")

    def mark_paid(self) -> None:
        """Orders learns that the order is paid."""
        self._call("orders", "POST", f"{self._path}/order/payment", {"captured": self.total})

    def issue_gift_card(self, amount: int = 500) -> None:
        """The staff issues a gift card of so many cents, which no step of the purchase redeems."""
        body = {"amount": {"amount": amount, "currency": "USD"}}
        path = f"/gift-cards/{self.gift_card_id}"
        self.gift_card = self.calls.by("staff", "payments", "PUT", path, body)["code"]

    def look_at_gift_card(self) -> None:
        """Payments says what is left of it."""
        body = {"gift_cards": [hash_of(self.gift_card)]}
        self._call("payments", "POST", "/gift-cards/balances", body)

    def redeem(self, total: int = 950) -> None:
        """The gift card pays as much of the total, in cents, as it has."""
        body = {**self.redemption(), "total": {"amount": total, "currency": "USD"}}
        self._call("payments", "PUT", f"/redemptions/{self.checkout_id}", body)

    def undo(self) -> None:
        """Compensate every step, as a checkout does: in any stage nothing is held, owed or sold after it."""
        if self.gift_card:
            self._call("payments", "POST", f"/redemptions/{self.checkout_id}/release")
        self._call("orders", "POST", f"{self._path}/order/cancellation", {"reason": "compensated"})
        self._call("payments", "POST", f"/payments/{self.checkout_id}/return")
        self._call("pricing", "POST", f"/quotes/{self.checkout_id}/release")
        self._call("inventory", "POST", f"/reservations/{self.checkout_id}/restock")

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

    def payment(self) -> dict[str, Any]:
        """The body of the authorization; the card details are entered once."""
        self.token = self.token or self.calls.world.shop.gateway.tokenize(self.card)
        amount = {"amount": self.total, "currency": "USD"}
        return {"amount": amount, "method": "card", "token": self.token, "email": self._email}

    def redemption(self) -> dict[str, Any]:
        """The body of a redemption of the gift card, or of one in its form where there is none."""
        code_hash = hash_of(self.gift_card) if self.gift_card else NO_CARD
        return {"total": {"amount": 950, "currency": "USD"}, "gift_cards": [code_hash]}

    def order(self) -> dict[str, Any]:
        """The body of the order: the lines and totals of the quote."""
        priced = ("sku", "quantity", "unit_price", "line_total", "discount", "tax")
        named = {"title": "A book", "kind": self.kind}
        lines = [{**{name: line[name] for name in priced}, **named} for line in self.quote["lines"]]
        totals = ("currency", "subtotal", "discount", "shipping", "tax", "tax_mode", "grand_total")
        buyer = {**self._owner, "email": self._email}
        shipped = {"locale": "en-US", "ship_to": ADDRESS, "payment_method": "card"}
        applied = [code["code"] for code in self.quote["discount_codes"] if code["applied"]]
        return {
            **buyer,
            **shipped,
            **{name: self.quote[name] for name in ("shipping_method", *totals)},
            "lines": lines,
            "discount_codes": applied,
        }

    @property
    def _email(self) -> str:
        return f"{self.checkout_id}@readers.example"

    def _call(
        self, callee: str, method: str, path: str, body: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        return self.calls.by("checkout", callee, method, path, body)
