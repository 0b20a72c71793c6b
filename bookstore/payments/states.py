"""The states of a payment and of a refund, and the table of allowed moves."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class PaymentState(StrEnum):
    """The states of a payment. A state that ends in -ing was stored before a call to the gateway.

    Its outcome is unknown until the gateway has answered. `ACTION_REQUIRED` waits for the customer at the
    bank's page (3-D Secure). `RETURNING` is a reversal: a void or a refund.
    """

    AUTHORIZING = "authorizing"
    ACTION_REQUIRED = "action_required"
    AUTHORIZED = "authorized"
    DECLINED = "declined"
    FAILED = "failed"
    CAPTURING = "capturing"
    CAPTURED = "captured"
    PARTIALLY_REFUNDED = "partially_refunded"
    RETURNING = "returning"
    VOIDED = "voided"
    REFUNDED = "refunded"


class PaymentRefundState(StrEnum):
    """The states of a refund: requested, accepted by the gateway, paid out, or sent back.

    `WITHDRAWN`: the refund of a reversal that was never made, since others had refunded all of the payment.
    """

    REFUNDING = "refunding"
    PENDING = "pending"
    REFUNDED = "refunded"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


class PaymentCaptureState(StrEnum):
    """The states of the capture of one parcel: requested, captured, or permanently refused."""

    CAPTURING = "capturing"
    CAPTURED = "captured"
    REFUSED = "refused"


class GatewayOperation(StrEnum):
    """The calls to the gateway about one payment. An inquiry only reads; the others have idempotency keys."""

    AUTHORIZE = "authorize"
    CAPTURE = "capture"
    VOID = "void"
    REFUND = "refund"
    INQUIRE = "look"


class MoveNotAllowed(ValueError):
    """The table has no such move: a defect of this service, or a contradictory answer."""


MOVES: Mapping[PaymentState, frozenset[PaymentState]] = {
    PaymentState.AUTHORIZING: frozenset(
        {
            *(PaymentState.ACTION_REQUIRED, PaymentState.AUTHORIZED, PaymentState.CAPTURED),
            *(PaymentState.DECLINED, PaymentState.FAILED, PaymentState.VOIDED, PaymentState.RETURNING),
        }
    ),
    PaymentState.ACTION_REQUIRED: frozenset(
        {
            PaymentState.AUTHORIZED,
            PaymentState.CAPTURED,
            PaymentState.DECLINED,
            PaymentState.VOIDED,
            PaymentState.RETURNING,
        }
    ),
    PaymentState.AUTHORIZED: frozenset(
        {PaymentState.CAPTURING, PaymentState.CAPTURED, PaymentState.VOIDED, PaymentState.RETURNING}
    ),
    # back to AUTHORIZED: a part was captured, and the rest is still authorized
    PaymentState.CAPTURING: frozenset(
        {PaymentState.AUTHORIZED, PaymentState.CAPTURED, PaymentState.VOIDED, PaymentState.RETURNING}
    ),
    PaymentState.CAPTURED: frozenset(
        {PaymentState.PARTIALLY_REFUNDED, PaymentState.REFUNDED, PaymentState.RETURNING}
    ),
    PaymentState.PARTIALLY_REFUNDED: frozenset(
        {PaymentState.CAPTURED, PaymentState.REFUNDED, PaymentState.RETURNING}
    ),
    # the last two: the reversal was not possible, and the payment is flagged
    PaymentState.RETURNING: frozenset(
        {
            *(PaymentState.VOIDED, PaymentState.REFUNDED, PaymentState.DECLINED, PaymentState.FAILED),
            *(PaymentState.CAPTURED, PaymentState.PARTIALLY_REFUNDED),
        }
    ),
    # a bank may send a refund back days later
    PaymentState.REFUNDED: frozenset({PaymentState.CAPTURED, PaymentState.PARTIALLY_REFUNDED}),
    PaymentState.DECLINED: frozenset(),
    PaymentState.FAILED: frozenset(),
    PaymentState.VOIDED: frozenset(),
}


def moved(origin: PaymentState, target: PaymentState) -> PaymentState:
    """The target state; staying in a state is allowed. Raises MoveNotAllowed."""
    if target is not origin and target not in MOVES[origin]:
        raise MoveNotAllowed(f"a payment that is {origin} cannot become {target}")
    return target
