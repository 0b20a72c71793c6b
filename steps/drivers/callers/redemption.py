"""The step of the driver in the place of the checkout that redeems gift cards and store credit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from steps.drivers.api import Refused
from steps.drivers.callers.cart_owner import CartOwner
from steps.vocabulary.gift_card_codes import hash_of
from steps.vocabulary.money import Money


class RedeemingPurchase(Protocol):
    """What the step needs of a purchase."""

    submission: Mapping[str, Any]
    buyer: CartOwner
    redeemed: int

    @property
    def total(self) -> Money: ...
    @property
    def to_pay(self) -> int: ...
    def call(
        self, callee: str, method: str, path: str, body: Mapping[str, Any] | None = None
    ) -> dict[str, Any]: ...


def names_prepaid(purchase: RedeemingPurchase) -> bool:
    """Whether the submission names a gift card, or asks for store credit."""
    return bool(purchase.submission.get("gift_cards") or purchase.submission.get("store_credit"))


def redeem(purchase: RedeemingPurchase) -> None:
    """Redeem for the total that is bound. Raises Refused, also where no payment is named for the rest."""
    if not (names_prepaid(purchase) and purchase.total.amount):
        return
    body = {
        "total": purchase.total.body(),
        "gift_cards": [hash_of(code) for code in purchase.submission.get("gift_cards", ())],
        "store_credit_of": purchase.buyer.customer_id,
        "store_credit": purchase.submission.get("store_credit", False),
    }
    purchase.redeemed = purchase.call("payments", "PUT", "/redemptions/{id}", body)["redeemed"]
    if purchase.to_pay and purchase.submission["payment"] is None:
        raise Refused("payment-needed", "The order must be paid: say how.", 409, {})
