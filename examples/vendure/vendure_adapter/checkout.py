"""The last click: the active order goes to ArrangingPayment, and the payment is added to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from steps.drivers.api import Refused
from steps.drivers.checkout import ChallengeRequired, CheckoutProgress, OrderConfirmation
from steps.drivers.graphql import demand
from steps.drivers.port_defaults import CheckoutDefaults
from steps.vocabulary.money import of_hundredths
from vendure_adapter.cart import VendureCart
from vendure_adapter.graphql import ERROR, Credentials, GraphQL
from vendure_adapter.orders import FIELDS

_SLUGS = {"NO_ACTIVE_ORDER_ERROR": "cart-closed", "ORDER_PAYMENT_STATE_ERROR": "cart-closed"}
_UNPAID = {"PAYMENT_DECLINED_ERROR": "payment-declined", "PAYMENT_FAILED_ERROR": "try-again"}
_MOVE = f"""mutation($s: String!) {{ done: transitionOrderToState(state: $s) {{ {ERROR}
    ... on Order {{ totalWithTax currencyCode }}
    ... on OrderStateTransitionError {{ transitionError fromState }} }} }}"""
_PAY = f"""mutation($i: PaymentInput!) {{ done: addPaymentToOrder(input: $i) {{ {ERROR}
    ... on Order {{ {FIELDS} }} ... on PaymentDeclinedError {{ paymentErrorMessage }}
    ... on PaymentFailedError {{ paymentErrorMessage }} }} }}"""
_GUEST = f"mutation($i: CreateCustomerInput!) {{ done: setCustomerForOrder(input: $i) {{ {ERROR} }} }}"
_BY_CODE = f"query($c: String!) {{ orderByCode(code: $c) {{ {FIELDS} }} }}"


@dataclass(frozen=True)
class VendureCheckout(CheckoutDefaults):
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
        total = of_hundredths(moved["totalWithTax"], moved["currencyCode"])
        if total.body() != submission["expected_total"]:
            self.graphql.shop(credentials, _MOVE, s="AddingItems")
            members = {**named, "grand_total": total.body()}
            raise Refused("total-changed", f"the total is {total} now", 409, members)
        if submission["payment"] is None:
            raise Refused("payment-method-missing", "no payment method is chosen", 422, named)
        return self._pay(credentials, named, submission["payment"])

    def progress(self, credentials: Credentials, checkout_id: str) -> CheckoutProgress:
        """By the states of the order and of its payments."""
        found = self._found(credentials, checkout_id)
        payments = {each["state"] for each in found["payments"] or ()}
        if found["state"] == "PaymentSettled":
            total = of_hundredths(found["totalWithTax"], found["currencyCode"])
            return CheckoutProgress("completed", OrderConfirmation(found["code"], found["code"], total))
        ended = "refused" if payments <= {"Declined", "Error"} else "running"
        return CheckoutProgress("waiting" if "Pending" in payments else ended, None)

    def _name_a_guest(self, credentials: Credentials, email: str, named: Mapping[str, str]) -> None:
        given = {"firstName": "Ada", "lastName": "Reader", "emailAddress": email}
        found = self.graphql.shop(credentials, _GUEST, i=given)["done"]
        if found.get("errorCode") != "ALREADY_LOGGED_IN_ERROR":
            demand(found, _SLUGS, **named)

    def _arrange(self, credentials: Credentials, named: Mapping[str, str]) -> Mapping[str, Any]:
        found = self.graphql.shop(credentials, _MOVE, s="ArrangingPayment")["done"]
        if found.get("fromState") == "ArrangingPayment" and (order := self.cart.active(credentials)):
            return dict(order)  # another tab was first: both pay
        why = str(found.get("transitionError"))
        if "insufficient stock" in why:
            raise Refused("out-of-stock", why, 409, {**named, "missing": self._sold_out(credentials)})
        return demand(found, _SLUGS, **named)

    def _sold_out(self, credentials: Credentials) -> list[dict[str, Any]]:
        """Vendure names the titles in one sentence; which of them are sold out is asked line by line."""
        variants = [each["productVariant"] for each in self.cart.order_lines(credentials)]
        gone = [each for each in variants if each["stockLevel"] == "OUT_OF_STOCK"]
        return [{"sku": each["sku"], "title": each["name"], "available": 0} for each in gone]

    def _pay(
        self, credentials: Credentials, named: Mapping[str, str], payment: Mapping[str, str]
    ) -> OrderConfirmation:
        given = {"method": "gateway", "metadata": dict(payment)}
        found = self.graphql.shop(credentials, _PAY, i=given)["done"]
        if slug := _UNPAID.get(found.get("errorCode")):
            raise Refused(slug, found["paymentErrorMessage"], 409, {**found, **named})
        order = demand(found, _SLUGS, **named)
        if any(each["state"] == "Pending" for each in order["payments"] or ()):
            raise ChallengeRequired("confirmation-needed", "confirm the payment", 202, named)
        return self.outcome(credentials, named["checkout_id"])

    def _found(self, credentials: Credentials, code: str) -> Mapping[str, Any]:
        found = self.graphql.shop(credentials, _BY_CODE, c=code)["orderByCode"]
        if found is None:
            active = self.graphql.shop(credentials, f"{{ activeOrder {{ {FIELDS} }} }}")["activeOrder"]
            found = active if active and active["code"] == code else None
        if found is None:
            raise Refused("not-found", "there is no such order", 404)
        return dict(found)
