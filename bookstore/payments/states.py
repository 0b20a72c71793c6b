"""The states of a payment and of a refund, and the one table of allowed moves."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Method(StrEnum):
    """How the customer pays: a card is held first and captured later, a wallet is charged at once."""

    CARD = "card"
    WALLET = "wallet"


class State(StrEnum):
    """Where a payment stands. A state that ends in -ing was stored before the outgoing act.

    Its outcome is unknown until the gateway has been asked. `ACTION_REQUIRED` waits for the customer, who is
    at the bank's page (3-D Secure).
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


class RefundState(StrEnum):
    """Where a refund stands: asked for, taken by the gateway, with the customer, or come back."""

    REFUNDING = "refunding"
    PENDING = "pending"
    REFUNDED = "refunded"
    FAILED = "failed"


class Act(StrEnum):
    """What is asked of the gateway. A look changes nothing there; the others have idempotency keys."""

    AUTHORIZE = "authorize"
    CAPTURE = "capture"
    VOID = "void"
    REFUND = "refund"
    LOOK = "look"


class MoveNotAllowed(ValueError):
    """The table has no such move: a defect of ours, or an answer that makes no sense."""


MOVES: Mapping[State, frozenset[State]] = {
    State.AUTHORIZING: frozenset(
        {
            *(State.ACTION_REQUIRED, State.AUTHORIZED, State.CAPTURED),
            *(State.DECLINED, State.FAILED, State.VOIDED, State.RETURNING),
        }
    ),
    State.ACTION_REQUIRED: frozenset(
        {State.AUTHORIZED, State.CAPTURED, State.DECLINED, State.VOIDED, State.RETURNING}
    ),
    State.AUTHORIZED: frozenset({State.CAPTURING, State.CAPTURED, State.VOIDED, State.RETURNING}),
    State.CAPTURING: frozenset({State.CAPTURED, State.VOIDED, State.RETURNING}),
    State.CAPTURED: frozenset({State.PARTIALLY_REFUNDED, State.REFUNDED, State.RETURNING}),
    State.PARTIALLY_REFUNDED: frozenset({State.CAPTURED, State.REFUNDED, State.RETURNING}),
    # The last two are money that could not be given back: such a payment is flagged.
    State.RETURNING: frozenset(
        {
            *(State.VOIDED, State.REFUNDED, State.DECLINED, State.FAILED),
            *(State.CAPTURED, State.PARTIALLY_REFUNDED),
        }
    ),
    # A bank may send a refund back days later.
    State.REFUNDED: frozenset({State.CAPTURED, State.PARTIALLY_REFUNDED}),
    State.DECLINED: frozenset(),
    State.FAILED: frozenset(),
    State.VOIDED: frozenset(),
}


def moved(origin: State, target: State) -> State:
    """The target state; staying is allowed. Raises MoveNotAllowed."""
    if target is not origin and target not in MOVES[origin]:
        raise MoveNotAllowed(f"a payment that is {origin} cannot become {target}")
    return target
