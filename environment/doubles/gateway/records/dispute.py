"""A dispute: the customer's bank contests a captured charge (https://docs.stripe.com/disputes)."""

from __future__ import annotations

from dataclasses import dataclass

import stripe

from environment.doubles.gateway.errors import JsonObject

_SECONDS_FOR_EVIDENCE = 9 * 24 * 3600
_NO_EVIDENCE: JsonObject = {
    **dict.fromkeys(name for name in stripe.Dispute.Evidence.__annotations__ if name != "enhanced_evidence"),
    "enhanced_evidence": {},
}


@dataclass(frozen=True, slots=True)
class DisputeRecord:
    """One dispute; the amount is in minor units of `currency`, `created` in seconds since the epoch.

    reason: Stripe's word, for example fraudulent.
    inquiry: the bank only asks for information; no money moves, and the charge may still be refunded.
    """

    id: str
    created: int
    amount: int
    currency: str
    charge: str
    payment_intent: str
    brand: str
    reason: str
    inquiry: bool

    def to_json(self) -> JsonObject:
        """The dispute as Stripe's API returns it."""
        return {
            "id": self.id,
            "object": "dispute",
            "amount": self.amount,
            "balance_transactions": [],
            "charge": self.charge,
            "created": self.created,
            "currency": self.currency,
            "enhanced_eligibility_types": [],
            "evidence": _NO_EVIDENCE,
            "evidence_details": {
                "due_by": self.created + _SECONDS_FOR_EVIDENCE,
                "enhanced_eligibility": {},
                "has_evidence": False,
                "past_due": False,
                "submission_count": 0,
                "submission_method": "not_submitted",
            },
            "is_charge_refundable": self.inquiry,
            "livemode": False,
            "metadata": {},
            "payment_intent": self.payment_intent,
            "payment_method_details": {
                "card": {
                    "brand": self.brand,
                    "case_type": "inquiry" if self.inquiry else "chargeback",
                    "network": self.brand,
                    "network_reason_code": None,
                },
                "type": "card",
            },
            "reason": self.reason,
            "status": "warning_needs_response" if self.inquiry else "needs_response",
        }
