"""A refund: taken money that goes back."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from environment.doubles.gateway.errors import JsonObject
from environment.doubles.gateway.records.states import next_state


class RefundRecordStatus(Enum):
    """https://docs.stripe.com/refunds#failed-refunds"""

    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


TRANSITIONS: dict[RefundRecordStatus, frozenset[RefundRecordStatus]] = {
    RefundRecordStatus.PENDING: frozenset({RefundRecordStatus.SUCCEEDED, RefundRecordStatus.FAILED}),
    # A refund that the bank sends back: it had succeeded as far as anybody knew.
    RefundRecordStatus.SUCCEEDED: frozenset({RefundRecordStatus.FAILED}),
    RefundRecordStatus.FAILED: frozenset(),
}


@dataclass(slots=True)
class RefundRecord:
    """Amounts are minor units of `currency`; times are seconds since the epoch."""

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
        """Raises ForbiddenMove when the table of moves does not have it."""
        self.status = next_state(self.id, TRANSITIONS, self.status, to)

    def to_json(self) -> JsonObject:
        wire: JsonObject = {
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
            wire["failure_balance_transaction"] = self.failure_balance_transaction
            wire["failure_reason"] = self.failure_reason
        if self.status is RefundRecordStatus.PENDING:
            wire["pending_reason"] = "processing"
        return wire
