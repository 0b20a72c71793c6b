"""The last click: the active order goes to ArrangingPayment, and the payment is added to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from steps.drivers.api import Refused
from steps.drivers.checkout import ChallengeRequired, CheckoutProgress, OrderConfirmation
from steps.drivers.eventually import NotInTime, eventually
from vendure_adapter.cart import VendureCart
from vendure_adapter.graphql import Credentials, GraphQL, demand, money
from vendure_adapter.orders import FIELDS

_WITHIN, _RETURN_WITHIN = 15.0, 4.0  # seconds
_ERROR = "__typename ... on ErrorResult { errorCode message }"
_SLUGS = {"NO_ACTIVE_ORDER_ERROR": "cart-closed", "ORDER_PAYMENT_STATE_ERROR": "cart-closed"}
_MOVE = f"""mutation($s: String!) {{ done: transitionOrderToState(state: $s) {{ {_ERROR}
    ... on Order {{ totalWithTax currencyCode }}
    ... on OrderStateTransitionError {{ transitionError fromState }} }} }}"""
_PAY = f"""mutation($i: PaymentInput!) {{ done: addPaymentToOrder(input: $i) {{ {_ERROR}
    ... on Order {{ {FIELDS} }} ... on PaymentDeclinedError {{ paymentErrorMessage }}
    ... on PaymentFailedError {{ paymentErrorMessage }} }} }}"""
_GUEST = f"mutation($i: CreateCustomerInput!) {{ done: setCustomerForOrder(input: $i) {{ {_ERROR} }} }}"


@dataclass(frozen=True)
class VendureCheckout:
    """Submits the active order. The id of a checkout is the code of its order."""

    graphql: GraphQL
    cart: VendureCart

    def submit(self, credentials: Credentials, key: str, submission: Mapping[str, Any]) -> OrderConfirmation:
        """Without the key: Vendure names no submission. What it does not compare, a storefront would."""
        self.cart.own(credentials, submission["cart_id"])
        order = self.cart.active(credentials)
        if order is None:
            raise Refused("cart-closed", "there is no active order", 409)
        named = {"checkout_id": order["code"]}
        self._name_a_guest(credentials, submission["email"], named)
        moved = self._arrange(credentials, named)
        total = money(moved["totalWithTax"], moved["currencyCode"])
        if total.body() != submission["expected_total"]:
            self._move(credentials, "AddingItems")
            raise Refused(
                "total-changed", f"the total is {total} now", 409, {**named, "grand_total": total.body()}
            )
        if submission["payment"] is None:
            raise Refused("payment-method-missing", "no payment method is chosen", 422, named)
        return self._pay(credentials, named, submission["payment"])

    def return_from_bank(self, credentials: Credentials, checkout_id: str) -> OrderConfirmation:
        """Vendure learns of the bank by a webhook: the page waits a while for it."""
        try:
            self._ended(credentials, checkout_id, _RETURN_WITHIN)
        except NotInTime:
            named = {"checkout_id": checkout_id}
            raise ChallengeRequired("confirmation-needed", "confirm the payment", 202, named) from None
        return self.outcome(credentials, checkout_id)

    def progress(self, credentials: Credentials, checkout_id: str) -> CheckoutProgress:
        """By the states of the order and of its payments."""
        found = self._found(credentials, checkout_id)
        payments = {each["state"] for each in found["payments"] or ()}
        if found["state"] == "PaymentSettled":
            return CheckoutProgress("completed", _bought(found))
        if found["state"] == "PaymentAuthorized":
            return CheckoutProgress("running", None)
        return CheckoutProgress("waiting" if "Pending" in payments else "refused", None)

    def outcome(self, credentials: Credentials, checkout_id: str) -> OrderConfirmation:
        """Wait until the order is paid, or each of its payments has failed."""
        found = self._ended(credentials, checkout_id, _WITHIN)
        if found["state"] == "PaymentSettled":
            return _bought(found)
        raise Refused("payment-declined", "the payment was declined", 409, {"checkout_id": checkout_id})

    def _ended(self, credentials: Credentials, checkout_id: str, within: float) -> Mapping[str, Any]:
        """The order once it is paid or refused. Raises NotInTime."""

        def has_ended(seen: Mapping[str, Any]) -> bool:
            states = {each["state"] for each in seen["payments"] or ()}
            return seen["state"] == "PaymentSettled" or states <= {"Declined", "Error"}

        return eventually(
            lambda: self._found(credentials, checkout_id), has_ended, within, f"order {checkout_id} is paid"
        )

    def _name_a_guest(self, credentials: Credentials, email: str, named: Mapping[str, str]) -> None:
        given = {"firstName": "Ada", "lastName": "Reader", "emailAddress": email}
        found = self.graphql.shop(credentials, _GUEST, i=given)["done"]
        if found.get("errorCode") != "ALREADY_LOGGED_IN_ERROR":
            demand(found, _SLUGS, **named)

    def _arrange(self, credentials: Credentials, named: Mapping[str, str]) -> Mapping[str, Any]:
        found = self._move(credentials, "ArrangingPayment")
        if "errorCode" not in found:
            return found
        if found.get("fromState") == "ArrangingPayment":  # another tab was first: both pay
            order = self.cart.active(credentials)
            if order is not None:
                return order
        why = str(found.get("transitionError") or found["message"])
        if "insufficient stock" in why:
            raise Refused("out-of-stock", why, 409, {**named, "missing": self._sold_out(credentials)})
        return demand(found, _SLUGS, **named)

    def _move(self, credentials: Credentials, state: str) -> dict[str, Any]:
        found: dict[str, Any] = self.graphql.shop(credentials, _MOVE, s=state)["done"]
        return found

    def _sold_out(self, credentials: Credentials) -> list[dict[str, Any]]:
        """Vendure names the titles in one sentence; which of them are sold out is asked line by line."""
        query = "{ activeOrder { lines { productVariant { sku name stockLevel } } } }"
        lines = (self.graphql.shop(credentials, query)["activeOrder"] or {"lines": []})["lines"]
        variants = [each["productVariant"] for each in lines]
        return [
            {"sku": each["sku"], "title": each["name"], "available": 0}
            for each in variants
            if each["stockLevel"] == "OUT_OF_STOCK"
        ]

    def _pay(
        self, credentials: Credentials, named: Mapping[str, str], payment: Mapping[str, str]
    ) -> OrderConfirmation:
        given = {"method": "gateway", "metadata": dict(payment)}
        found = self.graphql.shop(credentials, _PAY, i=given)["done"]
        if found.get("errorCode") == "PAYMENT_DECLINED_ERROR":
            raise Refused("payment-declined", found["paymentErrorMessage"], 409, {**found, **named})
        if found.get("errorCode") == "PAYMENT_FAILED_ERROR":
            raise Refused("try-again", found["paymentErrorMessage"], 409, {**found, **named})
        order = demand(found, _SLUGS, **named)
        if any(each["state"] == "Pending" for each in order["payments"] or ()):
            raise ChallengeRequired("confirmation-needed", "confirm the payment", 202, named)
        return self.outcome(credentials, named["checkout_id"])

    def _found(self, credentials: Credentials, code: str) -> Mapping[str, Any]:
        query = f"query($c: String!) {{ orderByCode(code: $c) {{ {FIELDS} }} }}"
        found = self.graphql.shop(credentials, query, c=code)["orderByCode"]
        if found is None:
            active = self.graphql.shop(credentials, f"{{ activeOrder {{ {FIELDS} }} }}")["activeOrder"]
            found = active if active and active["code"] == code else None
        if found is None:
            raise Refused("not-found", "there is no such order", 404)
        return dict(found)


def _bought(order: Mapping[str, Any]) -> OrderConfirmation:
    total = money(order["totalWithTax"], order["currencyCode"])
    return OrderConfirmation(order["code"], order["code"], total)
