"""Decline codes, and the sentences for the customer.

Codes: https://docs.stripe.com/declines/codes. Stripe asks that a card reported lost or stolen, or suspected
of fraud, is reported as an ordinary decline, so that a thief learns nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

GENERIC = "generic_decline"
UNAVAILABLE = "payments_unavailable"
AMOUNT_TOO_SMALL = "amount_too_small"
AMOUNT_TOO_FINE = "amount_not_payable"
AUTHENTICATION_REQUIRED = "authentication_required"
DETAILS_UNUSABLE = "payment_method_unusable"

_CONFIDENTIAL = frozenset(
    {
        *("lost_card", "stolen_card", "pickup_card", "restricted_card", "fraudulent"),
        *("merchant_blacklist", "security_violation", "card_declined", "highest_risk_level"),
    }
)
_AGAIN = "Please check it and try again."
_MESSAGES: Mapping[str, str] = {
    GENERIC: "Your bank declined the payment. Please use another card, or ask your bank why.",
    "insufficient_funds": "The card does not have enough funds for this order. Please use another card.",
    "expired_card": "The card has expired. Please use another card.",
    "incorrect_cvc": f"The card's security code is not right. {_AGAIN}",
    "invalid_cvc": f"The card's security code is not right. {_AGAIN}",
    "incorrect_number": f"The card number is not right. {_AGAIN}",
    "invalid_number": f"The card number is not right. {_AGAIN}",
    "invalid_expiry_month": f"The card's expiry date is not right. {_AGAIN}",
    "invalid_expiry_year": f"The card's expiry date is not right. {_AGAIN}",
    "incorrect_zip": f"The postal code does not belong to the card. {_AGAIN}",
    "processing_error": "Your bank could not process the card just now. Please try again in a few minutes.",
    "issuer_not_available": "Your bank could not be reached. Please try again in a few minutes.",
    "try_again_later": "Your bank could not process the card just now. Please try again in a few minutes.",
    "reenter_transaction": "Your bank could not process the card just now. Please try again.",
    AUTHENTICATION_REQUIRED: (
        "Your bank wants you to confirm this payment. Please try again and confirm it, or use another card."
    ),
    "payment_intent_authentication_failure": (
        "Your bank could not confirm that it was you. Please try again, or use another card."
    ),
    "card_velocity_exceeded": (
        "The card has reached its limit or was tried too often. Please use another card."
    ),
    "withdrawal_count_limit_exceeded": "The card has reached its limit. Please use another card.",
    "card_not_supported": "The card does not support this kind of purchase. Please use another card.",
    "currency_not_supported": "The card cannot pay in this currency. Please use another card.",
    "duplicate_transaction": (
        "Your bank has seen a payment of this amount a moment ago. Please look at your orders first."
    ),
    DETAILS_UNUSABLE: "The card details cannot be used any more. Please enter them again.",
    AMOUNT_TOO_SMALL: "The total is too small to be paid by card.",
    AMOUNT_TOO_FINE: "The total cannot be charged to a card in this currency.",
    UNAVAILABLE: "We cannot take payments at the moment. You have not been charged.",
}


@dataclass(frozen=True)
class DeclineMessage:
    """The code and the sentence that a customer may see."""

    code: str
    message: str


def decline_message(code: str) -> DeclineMessage:
    """The message for this decline; an unknown code is reported as an ordinary decline."""
    shown = GENERIC if code in _CONFIDENTIAL or code not in _MESSAGES else code
    return DeclineMessage(shown, _MESSAGES[shown])
