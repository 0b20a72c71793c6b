"""Stripe's test cards, by token and by payment method id (https://docs.stripe.com/testing).

A test card is identified by its name: this project contains no card number.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from environment.doubles.gateway import declines
from environment.doubles.gateway.declines import CardDecline


class Challenge(Enum):
    """When the issuer wants the customer to authenticate (3-D Secure)."""

    NEVER = "never"
    ALWAYS = "always"
    UNLESS_SET_UP = "unless set up"
    ON_REQUEST = "on request"


class RefundOutcome(Enum):
    """What becomes of a refund to the card."""

    SUCCEEDS = "succeeds"
    PENDING = "pending, then succeeds"
    FAILS_LATER = "succeeds, then fails"


@dataclass(frozen=True, slots=True)
class CardDispute:
    """The dispute that follows each captured charge; `inquiry`: the charge may still be refunded."""

    reason: str
    inquiry: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """One test card and the behavior of its issuer."""

    brand: str = "visa"
    last4: str = "4242"
    funding: str = "credit"
    country: str = "US"
    decline: CardDecline | None = None
    challenge: Challenge = Challenge.NEVER
    refunds: RefundOutcome = RefundOutcome.SUCCEEDS
    dispute: CardDispute | None = None
    attachable: bool = True
    risk: str = "normal"
    captured_in_parts: bool = True


def _declining(last4: str, decline: CardDecline) -> Card:
    return Card(last4=last4, decline=decline, attachable=False)


_CARDS = {
    "visa": Card(),
    "visa_debit": Card(last4="5556", funding="debit"),
    "mastercard": Card("mastercard", "4444"),
    "mastercard_debit": Card("mastercard", "8210", "debit"),
    "mastercard_prepaid": Card("mastercard", "5100", "prepaid"),
    "amex": Card("amex", "8431"),
    "discover": Card("discover", "1117"),
    "diners": Card("diners", "0004"),
    "jcb": Card("jcb", "0505", country="JP"),
    "unionpay": Card("unionpay", "0005", country="CN"),
    "us": Card(),
    "gb": Card(last4="0000", country="GB"),
    "de": Card(last4="0007", country="DE"),
    "fr": Card(last4="0003", country="FR"),
    "jp": Card(last4="0003", country="JP"),
    "credit_disableEnterpriseCardFeatures": Card(last4="0076", captured_in_parts=False),
    "bypassPending": Card(last4="0077"),
    "visa_chargeDeclined": _declining("0002", declines.GENERIC),
    "visa_chargeDeclinedInsufficientFunds": _declining("9995", declines.INSUFFICIENT_FUNDS),
    "visa_chargeDeclinedLostCard": _declining("9987", declines.LOST_CARD),
    "visa_chargeDeclinedStolenCard": _declining("9979", declines.STOLEN_CARD),
    "visa_chargeDeclinedFraudulent": _declining("0019", declines.FRAUDULENT),
    "visa_chargeDeclinedVelocityLimitExceeded": _declining("6975", declines.VELOCITY_EXCEEDED),
    "chargeDeclinedExpiredCard": _declining("0069", declines.EXPIRED_CARD),
    "chargeDeclinedIncorrectCvc": _declining("0127", declines.INCORRECT_CVC),
    "chargeDeclinedProcessingError": _declining("0119", declines.PROCESSING_ERROR),
    "chargeCustomerFail": Card(last4="0341", decline=declines.GENERIC),
    "radarBlock": Card(last4="0019", decline=declines.BLOCKED_BY_RADAR, risk="highest"),
    "riskLevelElevated": Card(last4="9235", risk="elevated"),
    "createDispute": Card(last4="0259", dispute=CardDispute("fraudulent")),
    "createDisputeProductNotReceived": Card(last4="2685", dispute=CardDispute("product_not_received")),
    "createDisputeInquiry": Card(last4="1976", dispute=CardDispute("fraudulent", inquiry=True)),
    "refundFail": Card(last4="5126", refunds=RefundOutcome.FAILS_LATER),
    "pendingRefund": Card(last4="7726", refunds=RefundOutcome.PENDING),
    "authenticationRequired": Card(last4="3184", challenge=Challenge.ALWAYS),
    "authenticationRequiredOnSetup": Card(last4="3155", challenge=Challenge.UNLESS_SET_UP),
    "authenticationRequiredChargeDeclinedInsufficientFunds": Card(
        last4="3178", challenge=Challenge.ALWAYS, decline=declines.INSUFFICIENT_FUNDS
    ),
    "threeDSecure2Required": Card(last4="3220", country="IE", challenge=Challenge.ALWAYS),
    "threeDSecureRequired": Card(last4="3063", challenge=Challenge.ALWAYS),
    "threeDSecureRequiredChargeDeclined": Card(
        last4="1629", challenge=Challenge.ALWAYS, decline=declines.GENERIC
    ),
    "threeDSecureOptional": Card(last4="3055", challenge=Challenge.ON_REQUEST),
    "amex_threeDSecureNotSupported": Card("amex", "0005"),
}
_OLDER_SPELLINGS = {
    "chargeDeclined": "visa_chargeDeclined",
    "chargeDeclinedInsufficientFunds": "visa_chargeDeclinedInsufficientFunds",
    "chargeDeclinedLostCard": "visa_chargeDeclinedLostCard",
    "chargeDeclinedStolenCard": "visa_chargeDeclinedStolenCard",
    "chargeDeclinedFraudulent": "visa_chargeDeclinedFraudulent",
    "visa_chargeDeclinedExpiredCard": "chargeDeclinedExpiredCard",
    "visa_chargeDeclinedIncorrectCvc": "chargeDeclinedIncorrectCvc",
    "visa_chargeDeclinedProcessingError": "chargeDeclinedProcessingError",
    "visa_chargeCustomerFail": "chargeCustomerFail",
}
BY_NAME = _CARDS | {older: _CARDS[name] for older, name in _OLDER_SPELLINGS.items()}
_DECLINE_ON_DEMAND = "visa_chargeDeclined_"


def of_token(token: str) -> Card | None:
    """The card behind a tok_... token, or None."""
    return _named(token.removeprefix("tok_")) if token.startswith("tok_") else None


def of_payment_method(identity: str) -> Card | None:
    """The card behind a pm_card_... test id, or None."""
    return _named(identity.removeprefix("pm_card_")) if identity.startswith("pm_card_") else None


def _named(name: str) -> Card | None:
    if card := BY_NAME.get(name):
        return card
    # Not Stripe's: pm_card_visa_chargeDeclined_do_not_honor, for the codes that have no test card.
    decline = declines.BY_DECLINE_CODE.get(name.removeprefix(_DECLINE_ON_DEMAND))
    if name.startswith(_DECLINE_ON_DEMAND) and decline:
        return replace(BY_NAME["visa_chargeDeclined"], decline=decline)
    return None
