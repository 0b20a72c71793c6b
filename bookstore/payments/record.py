"""One payment as it is stored, and the next call to the gateway that it needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from bookstore.payments.capture import PaymentCapture, PaymentCaptures
from bookstore.payments.gateway.answers import IntentSnapshot, IntentStatus, ListedRefund
from bookstore.payments.refund import PaymentRefund, PaymentRefunds, state_of_status, total_claimed
from bookstore.payments.states import (
    GatewayOperation,
    PaymentCaptureState,
    PaymentRefundState,
    PaymentState,
)
from bookstore.platform.money import Money
from bookstore.platform.schemas import PaymentMethodKind

KEY_WINDOW = timedelta(hours=23)
"""How long a repeated key gives the first answer: Stripe may drop it after 24 hours. One hour is margin."""


@dataclass(frozen=True)
class PaymentRecord:
    """The fields of a payment. `captured` and `refunded` are in minor units.

    `unanswered` counts the requests of the operation at hand that may have reached the gateway without an
    answer. `attempts` counts all its attempts since the last answer. `due_at` is when the next call is due,
    None when the payment is settled. `spent_keys` counts the keys that replay an error. `action_url` is the
    bank's page for the customer's challenge.
    """

    checkout_id: UUID
    method: PaymentMethodKind
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
    captures: PaymentCaptures = ()

    @property
    def in_parts(self) -> bool:
        """Whether its card is charged for each parcel."""
        return self.method is PaymentMethodKind.CARD_ON_SHIPMENT

    @property
    def open_capture(self) -> PaymentCapture | None:
        """The first capture of a parcel whose outcome is not known yet."""
        return next((capture for capture in self.captures if capture.open), None)

    @property
    def is_held(self) -> bool:
        """Whether it is captured in parts, and the rest of it is still authorized."""
        return self.in_parts and self.state in (PaymentState.AUTHORIZED, PaymentState.CAPTURING)

    @property
    def hold_is_lost(self) -> bool:
        """Whether the authorization ended before the last parcel, without a request of ours."""
        if not self.in_parts or self.reversal_requested:
            return False
        captured = PaymentCaptureState.CAPTURED
        if any(capture.final and capture.state is captured for capture in self.captures):
            return False
        return self.state in (
            *(PaymentState.VOIDED, PaymentState.CAPTURED),
            *(PaymentState.PARTIALLY_REFUNDED, PaymentState.REFUNDED),
        )

    def is_captured_in(self, seen: IntentSnapshot) -> bool:
        """Whether the open capture was made, or is no longer possible, by what the gateway shows."""
        return seen.status is not IntentStatus.REQUIRES_CAPTURE or seen.received > self.captured

    @property
    def open_refund(self) -> PaymentRefund | None:
        """The first refund that the gateway has not accepted yet."""
        return next((refund for refund in self.refunds if refund.state is PaymentRefundState.REFUNDING), None)

    def knows(self, listed: ListedRefund) -> bool:
        """Whether this refund is stored in the state that the gateway lists.

        One that had failed before it was known is never stored.
        """
        stored = next((one for one in self.refunds if one.gateway_id == listed.gateway_id), None)
        state = state_of_status(listed.status)
        return state is PaymentRefundState.FAILED if stored is None else stored.state is state

    @property
    def refundable(self) -> int:
        """Captured minor units that no refund, made or requested, has claimed."""
        return self.captured - max(total_claimed(self.refunds), self.refunded)

    @property
    def reversible(self) -> int:
        """Captured minor units that refunds other than that of a reversal have left."""
        others = tuple(refund for refund in self.refunds if refund.refund_id != self.reversal_refund_id)
        return self.captured - total_claimed(others)

    def next_operation(self) -> GatewayOperation | None:
        """The next call to the gateway; None when the payment is settled."""
        if self.state is PaymentState.AUTHORIZING or (
            self.state is PaymentState.RETURNING and self.gateway_id is None
        ):
            return GatewayOperation.AUTHORIZE
        if self.state is PaymentState.CAPTURING or self.open_capture is not None:
            return GatewayOperation.CAPTURE
        if self.open_refund is not None:
            return GatewayOperation.REFUND
        if self.state is PaymentState.RETURNING:
            return GatewayOperation.VOID
        return GatewayOperation.INQUIRE if self.inquiry_requested and self.gateway_id is not None else None

    def key(self, operation: GatewayOperation) -> str:
        """The idempotency key: the same for the same intent, in every attempt and on every instance.

        A key is replaced only after the gateway has stored an error under it, and an inquiry has shown that
        the operation was not executed.
        """
        refund, capture, part = self.open_refund, self.open_capture, ""
        if operation is GatewayOperation.REFUND and refund:
            part = f"-{refund.refund_id}"
        elif operation is GatewayOperation.CAPTURE and capture:
            part = f"-{capture.capture_id}"
        again = f"-{self.spent_keys}" if self.spent_keys else ""
        return f"{self.checkout_id}-{operation}{part}{again}"

    def key_expired(self, now: datetime) -> bool:
        """Whether the gateway may have dropped the key, so that a repeat could be a second payment."""
        return self.first_sent_at is not None and now - self.first_sent_at > KEY_WINDOW

    @property
    def open(self) -> bool:
        """Whether nothing is captured, and a capture is still possible."""
        waiting = (
            PaymentState.AUTHORIZING,
            PaymentState.ACTION_REQUIRED,
            PaymentState.AUTHORIZED,
            PaymentState.CAPTURING,
        )
        return self.state in waiting or self.reversing_uncaptured

    @property
    def reversing_uncaptured(self) -> bool:
        """Whether it is being reversed and nothing was captured."""
        return self.state is PaymentState.RETURNING and self.captured == 0

    @property
    def unpaid(self) -> bool:
        """Whether the issuer has not approved it yet."""
        return (
            self.state in (PaymentState.AUTHORIZING, PaymentState.ACTION_REQUIRED)
            or self.reversing_uncaptured
        )

    @property
    def reversal_refund_id(self) -> UUID:
        """The id of the refund that a reversal makes."""
        return uuid5(self.checkout_id, "return")

    @property
    def captured_state(self) -> PaymentState:
        """The state of a captured payment, by how much of it is refunded."""
        if self.refunded == 0:
            return PaymentState.CAPTURED
        return PaymentState.REFUNDED if self.refunded == self.captured else PaymentState.PARTIALLY_REFUNDED
