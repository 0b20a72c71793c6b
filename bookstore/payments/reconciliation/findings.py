"""What a reconciliation can find for one checkout, by its payment, the gateway's intent and its order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from bookstore.payments.gateway.answers import IntentSnapshot, IntentStatus
from bookstore.payments.model import Payment
from bookstore.payments.reconciliation.order_ledger import OrderSummary
from bookstore.payments.states import PaymentState
from bookstore.platform.money import Money


class FindingKind(StrEnum):
    """How payment and order contradict each other."""

    CAPTURE_WITHOUT_ORDER = "capture-without-order"
    HOLD_WITHOUT_ORDER = "hold-without-order"
    CAPTURE_OF_UNPAID_ORDER = "capture-of-unpaid-order"
    ORDER_WITHOUT_CAPTURE = "order-without-capture"
    AMOUNT_DIFFERS = "amount-differs"


class FindingSettlement(StrEnum):
    """What the reconciliation did about a finding; `REPORTED` is for the staff to settle."""

    REVERSED = "returned"
    CAPTURED = "captured"
    REPORTED = "reported"


@dataclass(frozen=True)
class Finding:
    """A contradiction and its settlement; the amount is what was captured in excess, or what is missing."""

    kind: FindingKind
    checkout_id: UUID
    amount: Money
    settlement: FindingSettlement


def money_without_order(
    payment: Payment | None, intent: IntentSnapshot, order: OrderSummary | None
) -> Money | None:
    """The amount that is authorized or captured, where no active order accounts for it; None otherwise."""
    if (order is not None and order.state != "canceled") or in_progress(payment):
        return None
    if intent.status is IntentStatus.REQUIRES_CAPTURE:
        return intent.amount
    return _net_captured(payment, intent)


def finding_of_reversal(
    checkout_id: UUID, intent: IntentSnapshot, excess: Money, payment: Payment | None
) -> Finding | None:
    """The finding about money without an order, by the payment after its reversal; None where none was left.

    A capture or a refund may have come between the comparison, which found `excess`, and the reversal.
    """
    captured = payment is not None and payment.captured > 0
    held = intent.status is IntentStatus.REQUIRES_CAPTURE and not captured
    left = min(excess.amount, payment.reversible) if payment and captured else excess.amount
    if left == 0:
        return None
    return Finding(
        FindingKind.HOLD_WITHOUT_ORDER if held else FindingKind.CAPTURE_WITHOUT_ORDER,
        checkout_id,
        Money(left, excess.currency),
        FindingSettlement.REVERSED if _is_reversed(payment) else FindingSettlement.REPORTED,
    )


def money_of_unpaid_order(
    payment: Payment | None, intent: IntentSnapshot, order: OrderSummary | None
) -> Money | None:
    """The captured amount of an order that is only placed; None otherwise. Its checkout may be lost."""
    is_placed = order is not None and order.state == "placed"
    return _net_captured(payment, intent) if is_placed and not in_progress(payment) else None


def money_missing(payment: Payment | None, order: OrderSummary) -> Money | None:
    """The amount a paid order lacks (negative: the amount captured in excess); None where it fits."""
    if order.state != "paid":
        return None
    net = payment.captured - payment.refunded if payment else 0
    missing = order.due - net
    return Money(missing, order.currency) if missing else None


def in_progress(payment: Payment | None) -> bool:
    """Whether the payment still has a call to the gateway to make, for its outcome or for its reversal."""
    return payment is not None and payment.next_operation() is not None


def _is_reversed(payment: Payment | None) -> bool:
    """False for a reversal that the bank has sent back: it is not made a second time."""
    done = (PaymentState.VOIDED, PaymentState.REFUNDED)
    return in_progress(payment) or (payment is not None and payment.state in done)


def _net_captured(payment: Payment | None, intent: IntentSnapshot) -> Money | None:
    known = payment.refunded if payment else 0
    net = intent.received - (known if intent.refunded is None else intent.refunded)
    return Money(net, intent.amount.currency) if net > 0 else None
