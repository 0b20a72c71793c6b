"""One payment as it is stored, and what must be asked of the gateway about it next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from bookstore.payments.refund import PaymentRefund, PaymentRefunds, total_claimed
from bookstore.payments.states import GatewayOperation, PaymentRefundState, PaymentState
from bookstore.platform.money import Money
from bookstore.platform.schemas import PaymentMethod

KEY_WINDOW = timedelta(hours=23)
"""How long a repeated key gives the first answer: Stripe may drop it after 24 hours. One hour is margin."""


@dataclass(frozen=True)
class PaymentRecord:
    """What one checkout pays. Amounts of `captured` and `refunded` in minor units.

    `unanswered` counts the requests of the act at hand that may have reached the gateway without an answer;
    `attempts` counts all its tries since the last answer; `due_at` is when to ask again, None when settled.
    `action_url` is where the customer answers the bank's challenge.
    """

    checkout_id: UUID
    method: PaymentMethod
    amount: Money
    state: PaymentState = PaymentState.AUTHORIZING
    captured: int = 0
    refunded: int = 0
    token: str | None = None
    gateway_id: str | None = None
    action_url: str | None = None
    decline_code: str | None = None
    flag: str | None = None
    reversal_requested: bool = False
    first_sent_at: datetime | None = None
    unanswered: int = 0
    attempts: int = 0
    spent_keys: int = 0
    inquiry_requested: bool = False
    due_at: datetime | None = None
    refunds: PaymentRefunds = ()

    @property
    def open_refund(self) -> PaymentRefund | None:
        """The first refund the gateway has not taken yet."""
        return next((refund for refund in self.refunds if refund.state is PaymentRefundState.REFUNDING), None)

    @property
    def refundable(self) -> int:
        """Captured minor units that no refund, done or asked for, has claimed."""
        return self.captured - max(total_claimed(self.refunds), self.refunded)

    def next_operation(self) -> GatewayOperation | None:
        """What must be asked of the gateway next; None when everything is known."""
        if self.state is PaymentState.AUTHORIZING or (
            self.state is PaymentState.RETURNING and self.gateway_id is None
        ):
            return GatewayOperation.AUTHORIZE
        if self.state is PaymentState.CAPTURING:
            return GatewayOperation.CAPTURE
        if self.open_refund is not None:
            return GatewayOperation.REFUND
        if self.state is PaymentState.RETURNING:
            return GatewayOperation.VOID
        return GatewayOperation.INQUIRE if self.inquiry_requested and self.gateway_id is not None else None

    def key(self, operation: GatewayOperation) -> str:
        """The idempotency key: the same for the same intent, however often and by whomever it is asked.

        A key is given up only after the gateway has stored an error under it and was asked what became of it.
        """
        refund = self.open_refund
        part = f"-{refund.refund_id}" if operation is GatewayOperation.REFUND and refund else ""
        again = f"-{self.spent_keys}" if self.spent_keys else ""
        return f"{self.checkout_id}-{operation}{part}{again}"

    def key_expired(self, now: datetime) -> bool:
        """Whether the gateway may have forgotten the key, so that it must not be sent blindly."""
        return self.first_sent_at is not None and now - self.first_sent_at > KEY_WINDOW

    @property
    def open(self) -> bool:
        """Whether no money has moved and some still may."""
        waiting = (
            PaymentState.AUTHORIZING,
            PaymentState.ACTION_REQUIRED,
            PaymentState.AUTHORIZED,
            PaymentState.CAPTURING,
        )
        return self.state in waiting or self.reversing_uncaptured

    @property
    def reversing_uncaptured(self) -> bool:
        """Whether it is on its way back before any money was taken."""
        return self.state is PaymentState.RETURNING and self.captured == 0

    @property
    def unpaid(self) -> bool:
        """Whether the issuer has not said yes yet."""
        return (
            self.state in (PaymentState.AUTHORIZING, PaymentState.ACTION_REQUIRED)
            or self.reversing_uncaptured
        )

    @property
    def reversal_refund_id(self) -> UUID:
        """The name of the refund that a return makes."""
        return uuid5(self.checkout_id, "return")

    @property
    def captured_state(self) -> PaymentState:
        """Where taken money stands, by what went back of it."""
        if self.refunded == 0:
            return PaymentState.CAPTURED
        return PaymentState.REFUNDED if self.refunded == self.captured else PaymentState.PARTIALLY_REFUNDED
