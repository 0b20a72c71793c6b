"""The last click: the preview's form, which places the order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from oscar_adapter.accounts import Credentials, Visitors
from oscar_adapter.cart import OscarCart, name_guest, refused_by
from oscar_adapter.orders import OscarOrders, OscarRefunds
from oscar_adapter.texts import alerts
from steps.drivers.api import Refused, ServerFailed
from steps.drivers.checkout import ChallengeRequired, CheckoutProgress, OrderConfirmation
from steps.drivers.pages import Page

_PLACES = "/checkout/preview/"


@dataclass(frozen=True)
class OscarCheckout:
    """The id of a checkout is its order number, which Oscar makes of the basket's id before it is paid."""

    visitors: Visitors
    cart: OscarCart
    orders: OscarOrders
    refunds: OscarRefunds

    def submit(self, credentials: Credentials, key: str, submission: Mapping[str, Any]) -> OrderConfirmation:
        """Without the key and the expected total: the form has neither."""
        cart_id, payment = submission["cart_id"], submission["payment"]
        visitor, kept = self.cart.own(credentials, cart_id), self.visitors.context.memory
        if f"account of {credentials['visitor']}" not in kept:
            kept[f"email of {credentials['visitor']}"] = submission["email"]
            name_guest(visitor, submission["email"])
        if payment is None:
            raise Refused("payment-method-missing", "no payment method is chosen", 422)
        fields = {"action": "place_order", "method": payment["method"], "token": payment["token"]}
        page = visitor.post(_PLACES, fields)
        return self._ended(credentials, page, kept[f"number of {cart_id}"])

    def return_from_bank(self, credentials: Credentials, checkout_id: str) -> OrderConfirmation:
        """The page to which the bank sends the customer back."""
        page = self.visitors.of(credentials).get("/checkout/return/")
        return self._ended(credentials, page, checkout_id)

    def progress(self, credentials: Credentials, checkout_id: str) -> CheckoutProgress:
        """By the order; a checkout without one waits for the bank, or is over."""
        order = self.refunds.order_of({}, checkout_id)
        if order is None:
            waits = checkout_id in self.visitors.context.memory.get("waiting", ())
            return CheckoutProgress("waiting" if waits else "refused", None)
        bought = OrderConfirmation(checkout_id, order.order_number, order.grand_total)
        return (
            CheckoutProgress("running", None)
            if order.state == "placed"
            else CheckoutProgress("completed", bought)
        )

    def outcome(self, credentials: Credentials, checkout_id: str) -> OrderConfirmation:
        """Nothing goes on in the background: there is an order, or there is none."""
        found = self.progress(credentials, checkout_id).bought
        if found is None:
            raise Refused(
                "not-found", "there is no order of this checkout", 404, {"checkout_id": checkout_id}
            )
        return found

    def _ended(self, credentials: Credentials, page: Page, number: str) -> OrderConfirmation:
        named, waiting = {"checkout_id": number}, self.visitors.context.memory.setdefault("waiting", set())
        if page.elsewhere:
            waiting.add(number)
            raise ChallengeRequired(
                "confirmation-needed", "confirm the payment", 202, {**named, "action": page.elsewhere}
            )
        if page.path.startswith("/checkout/thank-you/"):
            waiting.discard(number)
            return self._thanked(credentials, page)
        if page.path.startswith("/basket/"):
            raise refused_by(page, self.visitors, named)
        if page.find("form", id="card_form") is not None:
            waiting.discard(number)
            raise Refused("payment-declined", alerts(page), 409, named)
        if "no payment has been taken" in alerts(page):
            raise Refused("try-again", alerts(page), 409, named)
        raise ServerFailed(f"{page.path}: {alerts(page)}")

    def _thanked(self, credentials: Credentials, page: Page) -> OrderConfirmation:
        order = self.orders.thanked(credentials, page)
        return OrderConfirmation(order.order_number, order.order_number, order.grand_total)
