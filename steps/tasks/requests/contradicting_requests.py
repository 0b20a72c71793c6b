"""Requests that come too late, too often or too large, and the reasons for which they are refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from steps.tasks.gift_cards import UNKNOWN_CODE
from steps.tasks.requests.repeatable_ids import id_of
from steps.tasks.requests.request_bodies import BODIES
from steps.tasks.requests.unauthorized_requests import RequestTarget, UnauthorizedRequest

CALLED_OFF = str(uuid4())
"""A checkout that called everything off before it began; each scenario starts with empty databases."""
_PAYMENT = BODIES["PUT /payments/{checkout_id}"]
_REDEMPTION = BODIES["PUT /redemptions/{checkout_id}"]
_ORDER = BODIES["PUT /checkouts/{checkout_id}/order"]


def _binding_quote(target: RequestTarget) -> dict[str, Any]:
    return {**BODIES["PUT /quotes/{quote_id}"](target), "binding": True}


def copies_of(target: RequestTarget) -> dict[str, Any]:
    """A copy of the title as the lines of a request."""
    return {"lines": [{"sku": target.sku, "quantity": 1}]}


def _other_copies(target: RequestTarget) -> dict[str, Any]:
    return {"lines": [{"sku": target.sku, "quantity": 2}]}


def _wrong_order(target: RequestTarget) -> dict[str, Any]:
    return {**_ORDER(target), "subtotal": 900}


def _reported_payment(target: RequestTarget) -> dict[str, Any]:
    subject = {"id": "pi_1", "object": "payment_intent", "metadata": {"checkout_id": target.checkout}}
    event = {"id": "evt_2", "object": "event", "type": "payment_intent.succeeded", "created": 1_769_853_600}
    return {**event, "data": {"object": subject}}


def _half_a_coin(_: RequestTarget) -> dict[str, Any]:
    return {"amount": 5}


def _sale_for_half_a_coin(target: RequestTarget) -> dict[str, Any]:
    return {**_half_a_coin(target), "valid_until": _NEW_YEAR}


def _sale_that_never_begins(_: RequestTarget) -> dict[str, Any]:
    return {"amount": 900, "valid_from": _NEW_YEAR, "valid_until": _NEW_YEAR}


def _code_that_never_begins(_: RequestTarget) -> dict[str, Any]:
    return {"kind": "percent", "percent": 10, "valid_from": _NEW_YEAR, "valid_until": _NEW_YEAR}


def _minimum_of_no_currency(_: RequestTarget) -> dict[str, Any]:
    return {"kind": "percent", "percent": 10, "minimum": 2000}


def _counted(_: RequestTarget) -> dict[str, Any]:
    return {"copies": 5}


def _printed(_: RequestTarget) -> dict[str, Any]:
    return {"title": "Dune", "kind": "printed"}


def _unknown_card(_: RequestTarget) -> dict[str, Any]:
    return {"gift_cards": [UNKNOWN_CODE]}


def _card_of_half_a_coin(_: RequestTarget) -> dict[str, Any]:
    return {"amount": {"amount": 5, "currency": "KWD"}}


def _sale_of_half_a_coin(target: RequestTarget) -> dict[str, Any]:
    return {"currency": "KWD", "lines": [{"sku": target.sku, "quantity": 1, "amount": 5}]}


def _eleven(_: RequestTarget) -> dict[str, Any]:
    return {"quantity": 11}


def _single_use(_: RequestTarget) -> dict[str, Any]:
    return {"kind": "percent", "percent": 10, "limit": 1}


def _tax(_: RequestTarget) -> dict[str, Any]:
    return {"rate": "0.05", "mode": "added"}


def other_receipt(target: RequestTarget, copies: int = 6) -> dict[str, Any]:
    """Copies under the id of the receipt that the warehouse has booked."""
    return {"receipt_id": id_of(target.checkout, "the receipt"), "copies": copies}


def _other_return(target: RequestTarget) -> dict[str, Any]:
    """Copies under the id of the return that the warehouse has reported, and inventory was told of."""
    return {"return_id": target.came_back, **_other_copies(target)}


def _more_returned(target: RequestTarget) -> dict[str, Any]:
    return {"return_id": str(uuid4()), **_other_copies(target)}


def came_back(target: RequestTarget, copies: int = 1) -> dict[str, Any]:
    """So many copies of the title, unharmed, as the lines of a return."""
    return {"lines": [{"sku": target.sku, "unharmed": copies}]}


def _other_exchange(target: RequestTarget) -> dict[str, Any]:
    """Copies under the id of the exchange that the staff has asked for, and inventory has sold."""
    return {"exchange_id": target.exchange, **_other_copies(target)}


def _exchanged(target: RequestTarget, copies: int = 1) -> dict[str, Any]:
    return {"exchange_id": str(uuid4()), "lines": [{"sku": target.sku, "quantity": copies}]}


def _more_exchanged(target: RequestTarget) -> dict[str, Any]:
    return _exchanged(target, 2)


def _others_came_back(target: RequestTarget) -> dict[str, Any]:
    return came_back(target, 2)


def _other_refund(target: RequestTarget) -> dict[str, Any]:
    return {"refund_id": target.refund, "amount": {"amount": 200, "currency": "USD"}}


def _refund_in_euros(_: RequestTarget) -> dict[str, Any]:
    return {"refund_id": str(uuid4()), "amount": {"amount": 100, "currency": "EUR"}}


def _refund_notice(_: RequestTarget) -> dict[str, Any]:
    return {"amount": 100, "state": "refunded"}


def _pending(_: RequestTarget) -> dict[str, Any]:
    return {"amount": 100, "state": "pending"}


def _captured(amount: int) -> Callable[[RequestTarget], dict[str, Any]]:
    return lambda _: {"captured": amount}


_NEW_YEAR = "2100-01-01T00:00:00Z"
_R = UnauthorizedRequest
# fmt: off
CONTRADICTIONS: Mapping[str, UnauthorizedRequest] = {
    "take the discount code out": _R(
        "customer", "cart", "DELETE", "/carts/{cart}/discount-codes?code=SPRING"),
    "have 11 copies in the cart": _R("customer", "cart", "PUT", "/carts/{cart}/lines/{sku}", _eleven),
    "set a price in half a coin": _R("staff", "pricing", "PUT", "/prices/{sku}/KWD", _half_a_coin),
    "set a sale price in half a coin": _R(
        "staff", "pricing", "PUT", "/sale-prices/{sku}/KWD", _sale_for_half_a_coin),
    "set a sale price that ends when it begins": _R(
        "staff", "pricing", "PUT", "/sale-prices/{sku}/USD", _sale_that_never_begins),
    "offer a code that ends when it begins": _R(
        "staff", "pricing", "PUT", "/discount-codes/SUMMER", _code_that_never_begins),
    "offer a code with a minimum in no currency": _R(
        "staff", "pricing", "PUT", "/discount-codes/SUMMER", _minimum_of_no_currency),
    "set a group price in half a coin": _R(
        "staff", "pricing", "PUT", "/group-prices/{sku}/KWD/students", _half_a_coin),
    "tax a region that does not exist": _R("staff", "pricing", "PUT", "/tax-rates/US/Orgeon", _tax),
    "allow a single use of the code": _R("staff", "pricing", "PUT", "/discount-codes/SPRING", _single_use),
    "look at a gift card that does not exist": _R(
        "customer", "checkout", "POST", "/gift-cards/balances", _unknown_card),
    "issue a gift card of half a coin": _R(
        "staff", "payments", "PUT", f"/gift-cards/{uuid4()}", _card_of_half_a_coin),
    "sell a gift card of half a coin": _R(
        "orders", "payments", "PUT", f"/gift-card-sales/{uuid4()}", _sale_of_half_a_coin),
    "read a page of no orders": _R("customer", "orders", "GET", "/orders?most=0"),
    "count copies": _R("staff", "inventory", "PUT", "/titles/{sku}/on-hand", _counted),
    "sell the title as a printed one": _R("staff", "inventory", "PUT", "/titles/{sku}", _printed),
    "reserve other copies": _R("checkout", "inventory", "PUT", "/reservations/{checkout}", _other_copies),
    "confirm the reservation": _R("checkout", "inventory", "POST", "/reservations/{checkout}/confirmation"),
    "release the sold copies": _R("checkout", "inventory", "POST", "/reservations/{checkout}/release"),
    "bind another quote": _R("checkout", "pricing", "PUT", "/quotes/{checkout}", _binding_quote),
    "bind a quote that was released": _R(
        "checkout", "pricing", "PUT", f"/quotes/{CALLED_OFF}", _binding_quote),
    "authorize another payment": _R("checkout", "payments", "PUT", "/payments/{checkout}", _PAYMENT),
    "authorize a payment that was reversed": _R(
        "checkout", "payments", "PUT", f"/payments/{CALLED_OFF}", _PAYMENT),
    "redeem a gift card that was released": _R(
        "checkout", "payments", "PUT", f"/redemptions/{CALLED_OFF}", _REDEMPTION),
    "place another order": _R("checkout", "orders", "PUT", "/checkouts/{checkout}/order", _ORDER),
    "place an order that does not add up": _R(
        "checkout", "orders", "PUT", f"/checkouts/{uuid4()}/order", _wrong_order),
    "place an order that was called off": _R(
        "checkout", "orders", "PUT", f"/checkouts/{CALLED_OFF}/order", _ORDER),
    "receive other copies under the same id": _R(
        "staff", "inventory", "POST", "/titles/{sku}/receipts", other_receipt),
    "report other returned copies under the same id": _R(
        "orders", "inventory", "POST", "/reservations/{checkout}/returns", _other_return),
    "report more returned copies than were sold": _R(
        "orders", "inventory", "POST", "/reservations/{checkout}/returns", _more_returned),
    "refund another amount under the same id": _R(
        "staff", "payments", "POST", "/payments/{checkout}/refunds", _other_refund),
    "refund the payment in another currency": _R(
        "staff", "payments", "POST", "/payments/{checkout}/refunds", _refund_in_euros),
    "report other copies in the same parcel": _R(
        "staff", "orders", "PUT", "/orders/{order}/shipments/{shipment}", _other_copies),
    "report the parcel of another order": _R(
        "staff", "orders", "PUT", "/orders/{order}/shipments/{others_shipment}", copies_of),
    "report other copies in the same return": _R(
        "staff", "orders", "PUT", "/orders/{order}/returns/{came_back}", _others_came_back),
    "report the return of another order": _R(
        "staff", "orders", "PUT", "/orders/{order}/returns/{others_came_back}", came_back),
    "exchange other copies under the same id": _R(
        "staff", "orders", "PUT", "/orders/{order}/exchanges/{exchange}", _other_copies),
    "ask for the exchange of another order": _R(
        "staff", "orders", "PUT", "/orders/{order}/exchanges/{others_exchange}", copies_of),
    "sell other copies in the same exchange": _R(
        "orders", "inventory", "POST", "/reservations/{checkout}/exchanges", _other_exchange),
    "sell more copies in exchange than were bought": _R(
        "orders", "inventory", "POST", "/reservations/{checkout}/exchanges", _more_exchanged),
    "sell copies in exchange": _R(
        "orders", "inventory", "POST", "/reservations/{checkout}/exchanges", _exchanged),
    "report the refund of another order": _R(
        "payments", "orders", "PUT", "/checkouts/{checkout}/order/refunds/{others_refund}", _refund_notice),
    "report the refund as pending": _R(
        "payments", "orders", "PUT", "/checkouts/{checkout}/order/refunds/{refund}", _pending),
    "report a refund": _R(
        "payments", "orders", "PUT", f"/checkouts/{{checkout}}/order/refunds/{uuid4()}", _refund_notice),
    "report the charge of the order": _R(
        "checkout", "orders", "POST", "/checkouts/{checkout}/order/payment", _captured(950)),
    "report a charge of another amount": _R(
        "checkout", "orders", "POST", "/checkouts/{checkout}/order/payment", _captured(900)),
    "report a payment": _R("gateway", "payments", "POST", "/webhooks/stripe", _reported_payment),
}
# fmt: on

# Why such a request is refused: the slug of the problem, and the beginning of its detail.
CONTRADICTION_REASONS: Mapping[str, tuple[str, str]] = {
    "the cart has been bought": ("cart-closed", "cart "),
    "the key stands for another request": ("idempotency-key-reused", ""),
    "the key cannot be used": ("idempotency-key-invalid", "an Idempotency-Key has 1 to"),
    "the key is missing": ("idempotency-key-missing", ""),
    "a title has no price": ("title-not-priced", ""),
    "the quote was released": ("already-released", "this quote was released"),
    "the payment was reversed": ("already-returned", "a reversal came before"),
    "the redemption was released": ("already-returned", "the redemption was released before"),
    "the checkout was called off": ("already-canceled", "checkout "),
    "the title does not exist in copies": ("not-in-copies", ""),
    "the title is of another kind": ("kind-is-fixed", ""),
    "no coin is so small": ("price-too-small", ""),
    "a sale begins before it ends": ("invalid-request", "body: a sale begins before it ends"),
    "a code begins before it ends": ("invalid-request", "body: the code would end before it begins"),
    "a minimum needs a currency": ("invalid-request", "body: an amount or a minimum needs a currency"),
    "the currency has no such coin": ("amount-too-fine", "only multiples of 10"),
    "no gift card has this code": ("gift-card-not-found", "no gift card has this code"),
    "a page has at least one order": ("invalid-request", ""),
    "there is no such region": ("unknown-region", "US has no region"),
    "the code was used more often": ("limit-below-redeemed", "the code was redeemed 2 times"),
    "it is no event": ("not-an-event", "the body is no event"),
    "the cart is empty": ("cart-empty", ""),
    "the cart has five discount codes": ("too-many-codes", "a cart may have 5 discount codes"),
    "the cart is full": ("cart-full", "a cart may hold 100 titles"),
    "not enough copies are left": ("not-enough-copies", ""),
    "a cart holds at most 10 copies of a title": ("limit-per-title", "a cart may hold 10 copies"),
    "the copies are sold": ("already-confirmed", "the copies of checkout"),
    "the copies have been released": ("already-released", "the reservation of checkout"),
    "the checkout has reserved other copies": ("conflicting-request", "checkout "),
    "the checkout has another order": ("conflicting-request", "checkout "),
    "the checkout has another payment": ("conflicting-request", "this checkout has a payment"),
    "the quote was for another request": ("conflicting-request", "this quote was given"),
    "the receipt was for other copies": ("conflicting-request", "receipt "),
    "the copies are not sold": ("not-sold", "the copies of checkout"),
    "fewer copies are sold": ("more-than-sold", "at most 1 copies of"),
    "the return was of other copies": ("conflicting-request", "return "),
    "the refund was of another amount": ("conflicting-request", "this refund was requested with"),
    "less can be refunded": ("refund-too-large", "at most "),
    "another order has the refund": ("conflicting-request", "a refund of another order"),
    "the parcel had other copies": ("conflicting-request", "this shipment was reported with"),
    "another order has the parcel": ("conflicting-request", "a shipment of another order"),
    "the return had other copies": ("conflicting-request", "this return was reported with"),
    "the exchange was of other copies": ("conflicting-request", "this exchange was asked for"),
    "inventory has sold other copies in it": ("conflicting-request", "exchange "),
    "another order has the exchange": ("conflicting-request", "an exchange of another order"),
    "fewer copies were bought": ("not-sold", "checkout "),
    "another order has the return": ("conflicting-request", "a return of another order"),
    "the payment was not charged": ("not-refundable", "the payment is declined"),
    "the order is not paid yet": ("checkout-in-progress", "order "),
    "the order was canceled unpaid": ("already-canceled", "order "),
    "the order costs another amount": ("amount-mismatch", "9.00 USD was captured"),
    "the order does not add up": ("totals-do-not-add-up", ""),
}
