"""The payment of one checkout, as the stub of payments keeps and shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

CAPTURED = ("captured", "partially_refunded", "refunded")
_STATES = {
    "requires_capture": "authorized",
    "succeeded": "captured",
    "requires_action": "action_required",
    "canceled": "voided",
    "requires_payment_method": "declined",
}
_GENERIC = "generic_decline"
_MESSAGES = {
    _GENERIC: "Your bank declined the payment. Please use another card, or ask your bank why.",
    "insufficient_funds": "The card does not have enough funds for this order. Please use another card.",
    "expired_card": "The card has expired. Please use another card.",
    "incorrect_cvc": "The card's security code is not right. Please check it and try again.",
    "processing_error": "Your bank could not process the card just now. Please try again in a few minutes.",
    "payment_intent_authentication_failure": (
        "Your bank could not confirm that it was you. Please try again, or use another card."
    ),
    "payment_method_unusable": "The card details cannot be used any more. Please enter them again.",
    "amount_too_small": "The total is too small to be paid by card.",
    "amount_not_payable": "The total cannot be charged to a card in this currency.",
}


@dataclass
class StubbedPayment:
    """The payment of one checkout; `request` is None where its reversal came before it."""

    checkout_id: str
    request: Mapping[str, Any] | None = None
    state: str = "voided"
    intent: str = ""
    captured: int = 0
    refunds: dict[str, int] = field(default_factory=dict)
    captures: dict[str, tuple[int, bool]] = field(default_factory=dict)
    """The amounts of its parcels, and whether each was the last."""
    decline: str = ""
    action: str = ""
    reversed: bool = False

    @property
    def in_parts(self) -> bool:
        """Whether its card is charged for each parcel."""
        return self.request is not None and self.request["method"] == "card_on_shipment"

    @property
    def left_to_capture(self) -> int | None:
        """Minor units that are still held for parcels; None where nothing is captured in parts any more."""
        ended = any(final for _, final in self.captures.values())
        if self.request is None or not self.in_parts or self.state != "authorized" or ended:
            return None
        return int(self.request["amount"]["amount"]) - sum(amount for amount, _ in self.captures.values())

    @property
    def refunded(self) -> int:
        """Minor units."""
        return sum(self.refunds.values())

    def follow(self, intent: Mapping[str, Any]) -> None:
        """Take over what the gateway says."""
        self.intent, self.state = intent["id"], _STATES[intent["status"]]
        self.captured = intent["amount_received"]
        redirect = (intent.get("next_action") or {}).get("redirect_to_url") or {}
        self.action = redirect.get("url", "")
        error = intent.get("last_payment_error") or {}
        self.decline = (
            error.get("decline_code") or error.get("code") or "" if self.state == "declined" else ""
        )

    def shown(self) -> Mapping[str, Any]:
        """As JSON."""
        code = self.decline if self.decline in _MESSAGES else _GENERIC
        return {
            "checkout_id": self.checkout_id,
            "status": self.state,
            "amount": self.request["amount"] if self.request else None,
            "captured": self.captured,
            "refunded": self.refunded,
            "decline": {"code": code, "message": _MESSAGES[code]} if self.decline else None,
            "action": {"url": self.action} if self.state == "action_required" else None,
            "received": 0,  # of a transfer
            "reduced": 0,
        }
