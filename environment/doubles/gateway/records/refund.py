"""A refund: taken money that goes back."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from environment.doubles.gateway.errors import Wire
from environment.doubles.gateway.records.states import moved


class RefundStatus(Enum):
    """https://docs.stripe.com/refunds#failed-refunds"""

    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


MOVES: dict[RefundStatus, frozenset[RefundStatus]] = {
    RefundStatus.PENDING: frozenset({RefundStatus.SUCCEEDED, RefundStatus.FAILED}),
    # A refund that the bank sends back: it had succeeded as far as anybody knew.
    RefundStatus.SUCCEEDED: frozenset({RefundStatus.FAILED}),
    RefundStatus.FAILED: frozenset(),
}


@dataclass(slots=True)
class Refund:
    """Amounts are minor units of `currency`; times are seconds since the epoch."""

    id: str
    created: int
    amount: int
    currency: str
    charge: str
    payment_intent: str
    status: RefundStatus = RefundStatus.SUCCEEDED
    reason: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    balance_transaction: str | None = None
    failure_balance_transaction: str | None = None
    failure_reason: str | None = None

    def move(self, to: RefundStatus) -> None:
        """Raises ForbiddenMove when the table of moves does not have it."""
        self.status = moved(self.id, MOVES, self.status, to)

    def wire(self) -> Wire:
        wire: Wire = {
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
        if self.status is RefundStatus.FAILED:
            wire["failure_balance_transaction"] = self.failure_balance_transaction
            wire["failure_reason"] = self.failure_reason
        if self.status is RefundStatus.PENDING:
            wire["pending_reason"] = "processing"
        return wire
