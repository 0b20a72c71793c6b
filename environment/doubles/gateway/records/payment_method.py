"""A payment method: the token for a card. It refers to a test card by name and contains no card number."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2s

from environment.doubles.gateway.cards import Card, Challenge
from environment.doubles.gateway.errors import JsonObject

NO_ADDRESS = dict.fromkeys(("city", "country", "line1", "line2", "postal_code", "state"))


@dataclass(slots=True)
class PaymentMethodRecord:
    """One payment method; `created` is in seconds since the epoch.

    used: it was used without belonging to a customer, or detached, and may not be used again.
    """

    id: str
    created: int
    card: Card
    exp_year: int
    billing_details: JsonObject
    allow_redisplay: str = "unspecified"
    metadata: dict[str, str] = field(default_factory=dict)
    customer: str | None = None
    used: bool = False
    exp_month: int = 12
    cvc_given: bool = False

    def to_json(self) -> JsonObject:
        """The payment method as Stripe's API returns it."""
        return {
            "id": self.id,
            "object": "payment_method",
            "allow_redisplay": self.allow_redisplay,
            "billing_details": self.billing_details,
            "card": {
                "brand": self.card.brand,
                "checks": self._checks(),
                "country": self.card.country,
                "display_brand": self.card.brand,
                "exp_month": self.exp_month,
                "exp_year": self.exp_year,
                "fingerprint": self._fingerprint(),
                "funding": self.card.funding,
                "generated_from": None,
                "last4": self.card.last4,
                "networks": {"available": [self.card.brand], "preferred": None},
                "regulated_status": "unregulated",
                "three_d_secure_usage": {"supported": self.card.brand != "amex"},
                "wallet": None,
            },
            "created": self.created,
            "customer": self.customer,
            "customer_account": None,
            "livemode": False,
            "metadata": self.metadata,
            "type": "card",
        }

    def charged_card(self, *, authenticated: bool) -> JsonObject:
        """`payment_method_details[card]` of a charge, but for its amount, its deadline and its captures."""
        return {
            "authorization_code": None,
            "brand": self.card.brand,
            "checks": self._checks(),
            "country": self.card.country,
            "exp_month": self.exp_month,
            "exp_year": self.exp_year,
            "extended_authorization": {"status": "disabled"},
            "fingerprint": self._fingerprint(),
            "funding": self.card.funding,
            "incremental_authorization": {"status": "unavailable"},
            "installments": None,
            "last4": self.card.last4,
            "mandate": None,
            "network": self.card.brand,
            "network_token": {"used": False},
            "network_transaction_id": None,
            "overcapture": {"maximum_amount_capturable": 0, "status": "unavailable"},
            "regulated_status": "unregulated",
            "three_d_secure": _authentication() if authenticated else None,
            "wallet": None,
        }

    def asks_for_authentication(self, *, requested: bool) -> bool:
        """Whether the issuer asks the customer to authenticate; `requested`: the shop wants it to."""
        if self.card.challenge is Challenge.ON_REQUEST:
            return requested
        return self.card.challenge is not Challenge.NEVER

    def _checks(self) -> JsonObject:
        return {
            "address_line1_check": None,
            "address_postal_code_check": None,
            "cvc_check": "pass" if self.cvc_given else None,
        }

    def _fingerprint(self) -> str:
        """Equal for every payment method of one card."""
        return blake2s(f"{self.card.brand}{self.card.last4}".encode(), digest_size=8).hexdigest()


def _authentication() -> JsonObject:
    return {
        "authentication_flow": "challenge",
        "electronic_commerce_indicator": "05",
        "exemption_indicator": None,
        "result": "authenticated",
        "result_reason": None,
        "transaction_id": None,
        "version": "2.2.0",
    }
