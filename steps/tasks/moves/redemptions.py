"""Redemptions of a gift card: what a checkout, orders and the staff may ask in each state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import uuid4

from steps.tasks.moves.machine import NONE, Machine, TriedOperation
from steps.tasks.moves.purchases import Act, asked_by, in_turn, of_customer, seen_by
from steps.tasks.purchase_by_calls import PurchaseByCalls
from steps.tasks.requests.repeatable_ids import id_of

_REDEMPTION = "/redemptions/{checkout_id}"
_SEEN_AS = {"already-returned": "released", "conflicting-request": "redeemed"}


def _with_card(*acts: Act) -> Act:
    """Issue the gift card of the purchase, and make these requests."""
    return in_turn(PurchaseByCalls.issue_gift_card, *acts)


def _refund(amount: int, *, known: bool) -> Callable[[PurchaseByCalls], Mapping[str, Any]]:
    def body(purchase: PurchaseByCalls) -> Mapping[str, Any]:
        refund_id = id_of(purchase.checkout_id, "the refund") if known else str(uuid4())
        return {"refund_id": refund_id, "amount": amount}

    return body


def _for_total(amount: int) -> Callable[[PurchaseByCalls], Mapping[str, Any]]:
    return lambda purchase: {**purchase.redemption(), "total": {"amount": amount, "currency": "USD"}}


_redemption_of = partial(asked_by, "checkout", f"payments: PUT {_REDEMPTION}")
_LOOK = _redemption_of(_for_total(800))
_REDEEM = TriedOperation(f"payments: PUT {_REDEMPTION}", PurchaseByCalls.redeem, "checkout")
_RELEASE = asked_by("checkout", f"payments: POST {_REDEMPTION}/release")
_refunds = partial(asked_by, "orders", f"payments: POST {_REDEMPTION}/refunds")
_REFUND = _refunds(_refund(100, known=True))

REDEMPTION = Machine(
    begin=lambda bench, _: of_customer(bench),
    states={
        NONE: _with_card(),
        "redeemed": _with_card(_REDEEM.make),
        "refunded in part": _with_card(_REDEEM.make, _REFUND.make),
        "released": _with_card(_REDEEM.make, _RELEASE.make),
        "released after a refund": _with_card(_REDEEM.make, _REFUND.make, _RELEASE.make),
        "released before": _with_card(_RELEASE.make),
    },
    operations={
        "redemption": _REDEEM,
        "redemption for another total": _redemption_of(_for_total(700)),
        "release of the redemption": _RELEASE,
        "refund to gift cards": _refunds(_refund(100, known=False)),
        "refund of more than was redeemed": _refunds(_refund(501, known=False)),
        "the same refund": _REFUND,
        "another amount under its id": _refunds(_refund(200, known=True)),
        "gift card": TriedOperation(
            "payments: PUT /gift-cards/{gift_card_id}", PurchaseByCalls.issue_gift_card, "staff"
        ),
        "gift card of another amount": TriedOperation(
            "payments: PUT /gift-cards/{gift_card_id}",
            lambda purchase: purchase.issue_gift_card(600),
            "staff",
        ),
        "look at gift cards": TriedOperation(
            "payments: POST /gift-cards/balances", PurchaseByCalls.look_at_gift_card, "checkout"
        ),
    },
    state_of=seen_by(_LOOK, _SEEN_AS),
    end=_RELEASE.make,
    shown_as={
        "refunded in part": "redeemed",
        "released after a refund": "released",
        "released before": "released",
    },
)
