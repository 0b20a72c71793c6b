"""The driver in the place of the checkout: it asks once for each step of a purchase, in the usual order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Protocol
from uuid import UUID

from steps.drivers.api import Refused
from steps.drivers.callers.cart import CollectedCart, quote_request
from steps.drivers.callers.cart_owner import CartOwner
from steps.drivers.callers.redemption import names_prepaid, redeem
from steps.drivers.callers.requests import CallerRequests
from steps.drivers.checkout import ChallengeRequired, OrderConfirmation
from steps.drivers.eventually import eventually
from steps.vocabulary.money import Money

_SETTLES_WITHIN = 15.0  # seconds
_PRICED = ("sku", "kind", "quantity", "unit_price", "line_total", "discount", "tax", "tax_mode")
_TOTALS = ("currency", "subtotal", "discount", "shipping", "tax", "tax_mode", "grand_total")
_QUOTED = ("shipping_method", *_TOTALS)
_PASSED_ON_AS = {"reservation-expired": "out-of-stock"}
_UNUSABLE = "payment_method_unusable"


class CartSource(Protocol):
    """Where a checkout reads the cart that it buys: the cart service, or the driver in its place."""

    def look(self, cart_id: str, buyer: CartOwner) -> CollectedCart: ...
    def close(self, cart: CollectedCart, checkout_id: str) -> None: ...


@dataclass
class DrivenPurchase:
    """One purchase; `done` are the services that it has to be compensated in."""

    checkout_id: str
    buyer: CartOwner
    cart: CollectedCart
    submission: Mapping[str, Any]
    requests: CallerRequests
    quote: dict[str, Any] = field(default_factory=dict)
    redeemed: int = 0
    order_number: str = ""
    order: dict[str, Any] = field(default_factory=dict)

    @property
    def total(self) -> Money:
        """What pricing has bound."""
        return Money(self.quote["grand_total"], self.quote["currency"])

    @property
    def method(self) -> str:
        """The payment method, `none` where nothing is to be paid."""
        return str(self.submission["payment"]["method"]) if self.to_pay else "none"

    @property
    def to_pay(self) -> int:
        """What gift cards and store credit leave of the total, in minor units."""
        return self.total.amount - self.redeemed

    @property
    def captured(self) -> int:
        """What is captured once the order is placed; of a card that each parcel charges, nothing yet."""
        return 0 if self.method == "card_on_shipment" else self.to_pay

    def call(
        self, callee: str, method: str, path: str, body: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """One request; `{id}` in the path stands for the checkout."""
        return self.requests.call(callee, method, path.format(id=self.checkout_id), body)


Paid = Callable[[DrivenPurchase], None]


class CheckoutCaller:
    """Has the acts of `CheckoutPort`.

    The id of a checkout follows from the submission's key: a repeated submission asks every service again,
    and each of them has to do its work once. A refusal is kept, as a checkout keeps it.
    """

    def __init__(self, requests: CallerRequests, carts: CartSource, when_paid: Paid) -> None:
        """`when_paid` is told of each order that orders has marked as paid."""
        self._requests, self._carts, self._when_paid = requests, carts, when_paid
        self._refused: dict[str, Refused] = {}
        self._begun: dict[str, DrivenPurchase] = {}
        self._waiting: set[str] = set()

    def submit(
        self, credentials: Mapping[str, str], key: str, submission: Mapping[str, Any]
    ) -> OrderConfirmation:
        """Buy the cart. Raises Refused as the services do, and ChallengeRequired."""
        buyer = CartOwner.of(credentials)
        checkout_id = _id_of(f"{buyer} {key}")
        if checkout_id in self._refused:
            raise self._refused[checkout_id]
        self._supersede(submission["cart_id"], checkout_id)
        cart = self._carts.look(submission["cart_id"], buyer)
        purchase = DrivenPurchase(checkout_id, buyer, cart, submission, self._requests.in_one_trace())
        self._begun[checkout_id] = purchase
        return self._carried_out(purchase, (_reserve, _bind_quote, redeem, self._pay, *self._after_payment))

    def return_from_bank(self, credentials: Mapping[str, str], checkout_id: str) -> OrderConfirmation:
        """Ask for the outcome at the bank, and go on. Raises Refused and ChallengeRequired."""
        if checkout_id in self._refused:
            raise self._refused[checkout_id]
        purchase = self._begun[checkout_id]
        return self._carried_out(purchase, (self._inquire, *self._after_payment))

    def _supersede(self, cart_id: str, checkout_id: str) -> None:
        """A new submission of a cart takes the place of one that waits for its customer."""
        for waiting in sorted(self._waiting - {checkout_id}):
            if self._begun[waiting].cart.cart_id == cart_id:
                self._waiting.discard(waiting)
                _compensate(self._begun[waiting])

    @property
    def _after_payment(self) -> tuple[Paid, ...]:
        return _place, _capture, _confirm, self._mark_paid, self._close

    def _carried_out(self, purchase: DrivenPurchase, steps: tuple[Paid, ...]) -> OrderConfirmation:
        try:
            for step in steps:
                step(purchase)
        except ChallengeRequired:
            raise
        except Refused as refusal:
            self._waiting.discard(purchase.checkout_id)
            _compensate(purchase)
            slug = _PASSED_ON_AS.get(refusal.slug, refusal.slug)
            told = {**refusal.members, "checkout_id": purchase.checkout_id}
            self._refused[purchase.checkout_id] = Refused(slug, refusal.detail, refusal.status, told)
            raise self._refused[purchase.checkout_id] from None
        return OrderConfirmation(purchase.checkout_id, purchase.order_number, purchase.total)

    def _pay(self, purchase: DrivenPurchase) -> None:
        if purchase.to_pay:
            payment = purchase.submission["payment"]
            if payment is None:
                raise Refused("payment-needed", "The order must be paid: say how.", 409, {})
            amount = {"amount": purchase.to_pay, "currency": purchase.total.currency}
            body = {"amount": amount, **payment, "email": purchase.submission["email"]}
            self._require_paid(purchase, _settled(purchase, "PUT", "/payments/{id}", body))

    def _inquire(self, purchase: DrivenPurchase) -> None:
        self._require_paid(purchase, _settled(purchase, "POST", "/payments/{id}/inquiry"))
        self._waiting.discard(purchase.checkout_id)

    def _require_paid(self, purchase: DrivenPurchase, payment: Mapping[str, Any]) -> None:
        """Raises Refused where the payment was declined, ChallengeRequired where the bank asks."""
        if payment["status"] == "action_required":
            self._waiting.add(purchase.checkout_id)
            view = {"checkout_id": purchase.checkout_id, "state": "waiting", "action": payment["action"]}
            raise ChallengeRequired.told(view)
        if decline := payment.get("decline"):
            code = decline["code"]
            slug = "payment-details-used" if code == _UNUSABLE else "payment-declined"
            raise Refused(slug, decline["message"], 402, {"decline_code": code})

    def _mark_paid(self, purchase: DrivenPurchase) -> None:
        captured = {"captured": purchase.captured}
        purchase.call("orders", "POST", "/checkouts/{id}/order/payment", captured)
        self._when_paid(purchase)

    def _close(self, purchase: DrivenPurchase) -> None:
        """The order is valid, whether its cart can be closed or not."""
        with suppress(Refused):
            self._carts.close(purchase.cart, purchase.checkout_id)


def _id_of(submission: str) -> str:
    """A random UUID, as a checkout has, that is always the same for one submission."""
    return str(UUID(bytes=sha256(submission.encode()).digest()[:16], version=4))


def _reserve(purchase: DrivenPurchase) -> None:
    purchase.call("inventory", "PUT", "/reservations/{id}", {"lines": purchase.cart.lines()})


def _bind_quote(purchase: DrivenPurchase) -> None:
    ship_to, email = purchase.submission["ship_to"], purchase.submission["email"]
    addresses = {**ship_to, "bill_to": purchase.submission.get("bill_to")}
    body = quote_request(purchase.cart, purchase.buyer, addresses, binding=True)
    chosen = {"email": email, "shipping_method": purchase.submission.get("shipping_method")}
    purchase.quote = purchase.call("pricing", "PUT", "/quotes/{id}", {**body, **chosen})


def _place(purchase: DrivenPurchase) -> None:
    titles, quote, buyer = purchase.cart.titles, purchase.quote, purchase.buyer
    given = {name: purchase.submission[name] for name in ("email", "locale", "ship_to")}
    given["bill_to"] = purchase.submission.get("bill_to")
    purchase.order = {
        "customer_id": buyer.customer_id,
        "guest_token_hash": buyer.token_hash,
        **given,
        **{name: quote[name] for name in _QUOTED},
        "lines": [
            {**{name: line[name] for name in _PRICED}, "title": titles[line["sku"]]}
            for line in quote["lines"]
        ],
        "discount_codes": [code["code"] for code in quote["discount_codes"] if code["applied"]],
        "payment_method": purchase.method,
        "redeemed": purchase.redeemed,
    }
    placed = purchase.call("orders", "PUT", "/checkouts/{id}/order", purchase.order)
    purchase.order_number = placed["order_number"]


def _capture(purchase: DrivenPurchase) -> None:
    if purchase.method == "card":
        _settled(purchase, "POST", "/payments/{id}/capture")


def _confirm(purchase: DrivenPurchase) -> None:
    purchase.call("inventory", "POST", "/reservations/{id}/confirmation")


def _settled(
    purchase: DrivenPurchase, method: str, path: str, body: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The payment, asked for until its outcome is known: a status that ends in -ing is not settled yet."""
    return eventually(
        lambda: purchase.call("payments", method, path, body),
        until=lambda payment: not str(payment["status"]).endswith("ing"),
        within=_SETTLES_WITHIN,
        what=f"the payment of checkout {purchase.checkout_id} is settled",
    )


def _compensate(purchase: DrivenPurchase) -> None:
    """Undo every step that was begun, the customer's money first; harmless where a step was never made."""
    if purchase.quote and purchase.to_pay:
        _settled(purchase, "POST", "/payments/{id}/return")
    if names_prepaid(purchase):
        purchase.call("payments", "POST", "/redemptions/{id}/release")
    if purchase.order:
        path, reason = "/checkouts/{id}/order/cancellation", {"reason": "compensated"}
        purchase.call("orders", "POST", path, reason)
    if purchase.quote:
        purchase.call("pricing", "POST", "/quotes/{id}/release")
    back = "restock" if purchase.order else "release"
    purchase.call("inventory", "POST", f"/reservations/{{id}}/{back}")
