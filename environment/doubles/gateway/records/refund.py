"""A refund: captured money that is returned to the customer."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from environment.doubles.gateway.errors import JsonObject
from environment.doubles.gateway.records.states import next_state


class RefundRecordStatus(Enum):
    """Source: https://docs.stripe.com/refunds#failed-refunds"""

    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELED = "canceled"


TRANSITIONS: dict[RefundRecordStatus, frozenset[RefundRecordStatus]] = {
    RefundRecordStatus.PENDING: frozenset(
        {RefundRecordStatus.SUCCEEDED, RefundRecordStatus.FAILED, RefundRecordStatus.CANCELED}
    ),
    # The bank may return a refund that has succeeded.
    RefundRecordStatus.SUCCEEDED: frozenset({RefundRecordStatus.FAILED}),
    RefundRecordStatus.FAILED: frozenset(),
    RefundRecordStatus.CANCELED: frozenset(),
}


@dataclass(slots=True)
class RefundRecord:
    """Amounts are in minor units of `currency`, times in seconds since the epoch."""

    id: str
    created: int
    amount: int
    currency: str
    charge: str
    payment_intent: str
    status: RefundRecordStatus = RefundRecordStatus.SUCCEEDED
    reason: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    balance_transaction: str | None = None
    failure_balance_transaction: str | None = None
    failure_reason: str | None = None

    def transition_to(self, to: RefundRecordStatus) -> None:
        """Raises InvalidTransition for a step that is not in TRANSITIONS."""
        self.status = next_state(self.id, TRANSITIONS, self.status, to)

    def to_json(self) -> JsonObject:
        """The refund as Stripe's API returns it."""
        refund: JsonObject = {
            "id": self.id,
            "object": "refund",
            "amount": self.amount,
            "balance_transaction": self.balance_transaction,
            "charge": self.charge,
            "created": self.created,
            "currency": self.currency,
            "destination_details": {
                "card": {
                    "reference_status": "pending",
                    "reference_type": "acquirer_reference_number",
                    "type": "refund",
                },
                "type": "card",
            },
            "metadata": self.metadata,
            "payment_intent": self.payment_intent,
            "reason": self.reason,
            "receipt_number": None,
            "source_transfer_reversal": None,
            "status": self.status.value,
            "transfer_reversal": None,
        }
        if self.status is RefundRecordStatus.FAILED:
            refund["failure_balance_transaction"] = self.failure_balance_transaction
            refund["failure_reason"] = self.failure_reason
        if self.status is RefundRecordStatus.PENDING:
            refund["pending_reason"] = "processing"
        return refund
