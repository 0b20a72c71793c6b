"""The saga of a checkout as a table: its steps in order, and the compensation of each.

Copies are reserved and the price is bound before any money is moved. A card is captured only after the order
is stored. The confirmation mail follows the paid order. Reasons: docs/adr, saga order and compensation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bookstore.platform.schemas import PaymentMethodKind


class CheckoutStep(StrEnum):
    """The steps of a checkout, by the names they are stored with."""

    RESERVE = "reserve"
    QUOTE = "quote"
    REDEEM = "redeem"
    AUTHORIZE = "authorize"
    CHARGE = "charge"
    EXPECT_TRANSFER = "expect-transfer"
    CREATE_ORDER = "create-order"
    CAPTURE = "capture"
    CONFIRM = "confirm"
    MARK_PAID = "mark-paid"
    AWAIT_TRANSFER = "await-transfer"
    CLOSE_CART = "close-cart"


class Compensation(StrEnum):
    """The compensations in the order in which they run, the customer's money first."""

    REVERSE = "return-payment"
    UNREDEEM = "release-redemption"
    CANCEL_ORDER = "cancel-order"
    RELEASE_QUOTE = "release-quote"
    RESTOCK = "restock"
    RELEASE = "release"


@dataclass(frozen=True)
class ServiceOperation:
    """A request to another service; `{checkout}` and `{cart}` in the path stand for the ids."""

    callee: str
    method: str
    path: str


@dataclass(frozen=True)
class SagaStep:
    """One row of the saga.

    `methods`: the payment methods that have the step, None among them for an order of nothing. Where it is
    left out, every checkout has the step.
    """

    step: CheckoutStep
    forward: ServiceOperation
    compensation: Compensation | None
    methods: frozenset[PaymentMethodKind | None] = frozenset({None, *PaymentMethodKind})


_S, _C, _OP = CheckoutStep, Compensation, ServiceOperation
_CARD, _WALLET = frozenset({PaymentMethodKind.CARD}), frozenset({PaymentMethodKind.WALLET})
_HELD = _CARD | {PaymentMethodKind.CARD_ON_SHIPMENT}
_ADVANCE = frozenset({PaymentMethodKind.ADVANCE})
_LATER = frozenset({PaymentMethodKind.ADVANCE, PaymentMethodKind.INVOICE})
_SOLD = frozenset({None, *PaymentMethodKind} - _ADVANCE)
_AT_ONCE = frozenset({None, *PaymentMethodKind} - _LATER)
_RESERVE, _QUOTE = "/reservations/{checkout}", "/quotes/{checkout}"
_PAYMENT, _ORDER = "/payments/{checkout}", "/checkouts/{checkout}/order"
_REDEMPTION = "/redemptions/{checkout}"
_TRANSFER = "/expected-transfers/{checkout}"

# fmt: off
SAGA: tuple[SagaStep, ...] = (
    #        step             forward operation                                     compensation
    SagaStep(_S.RESERVE,      _OP("inventory", "PUT", _RESERVE),                    _C.RELEASE),
    SagaStep(_S.QUOTE,        _OP("pricing", "PUT", _QUOTE),                        _C.RELEASE_QUOTE),
    SagaStep(_S.REDEEM,       _OP("payments", "PUT", _REDEMPTION),                  _C.UNREDEEM),
    SagaStep(_S.AUTHORIZE,    _OP("payments", "PUT", _PAYMENT),                     _C.REVERSE, _HELD),
    SagaStep(_S.CHARGE,       _OP("payments", "PUT", _PAYMENT),                     _C.REVERSE, _WALLET),
    SagaStep(_S.EXPECT_TRANSFER, _OP("payments", "PUT", _TRANSFER),                 _C.REVERSE, _LATER),
    SagaStep(_S.CREATE_ORDER, _OP("orders", "PUT", _ORDER),                         _C.CANCEL_ORDER),
    SagaStep(_S.CAPTURE,      _OP("payments", "POST", f"{_PAYMENT}/capture"),       _C.REVERSE, _CARD),
    SagaStep(_S.CONFIRM,      _OP("inventory", "POST", f"{_RESERVE}/confirmation"), _C.RESTOCK, _SOLD),
    SagaStep(_S.MARK_PAID,    _OP("orders", "POST", f"{_ORDER}/payment"),           None, _AT_ONCE),
    SagaStep(_S.AWAIT_TRANSFER, _OP("orders", "POST", f"{_ORDER}/acceptance"),      None, _LATER),
    SagaStep(_S.CLOSE_CART,   _OP("cart", "POST", "/carts/{cart}/closing"),         None),
)
"""The steps in order: a card has AUTHORIZE and CAPTURE, a wallet CHARGE, an order of nothing neither.

Gift cards and store credit have REDEEM before them; the payment is for what they leave.

A card that is charged at shipment has no CAPTURE: the order counts as paid while the whole is held, and
orders has each parcel captured when it leaves (record 52).

A customer who pays in advance buys the copies later: the order waits for the transfer, and orders has the
copies confirmed when the whole sum has arrived (record 42). Who pays on invoice has bought them: they are
confirmed, and the order is accepted after that, since its mail cannot be taken back (record 49).
"""

COMPENSATIONS: Mapping[Compensation, ServiceOperation] = {
    _C.REVERSE:       _OP("payments", "POST", f"{_PAYMENT}/return"),
    _C.UNREDEEM:      _OP("payments", "POST", f"{_REDEMPTION}/release"),
    _C.CANCEL_ORDER:  _OP("orders", "POST", f"{_ORDER}/cancellation"),
    _C.RELEASE_QUOTE: _OP("pricing", "POST", f"{_QUOTE}/release"),
    _C.RESTOCK:       _OP("inventory", "POST", f"{_RESERVE}/restock"),
    _C.RELEASE:       _OP("inventory", "POST", f"{_RESERVE}/release"),
}
# fmt: on

FORWARD: Mapping[CheckoutStep, ServiceOperation] = {row.step: row.forward for row in SAGA}
_COMPENSATION_OF: Mapping[CheckoutStep, Compensation] = {
    row.step: row.compensation for row in SAGA if row.compensation is not None
}


def plan_for(method: PaymentMethodKind | None, *, redeems: bool = False) -> tuple[CheckoutStep, ...]:
    """The steps of a checkout with this payment method; None: nothing is left to be paid in this way."""
    rows = (row for row in SAGA if method in row.methods)
    return tuple(row.step for row in rows if redeems or row.step is not CheckoutStep.REDEEM)


def compensations_of(
    plan: Sequence[CheckoutStep], step: CheckoutStep, *, in_doubt: bool
) -> tuple[Compensation, ...]:
    """The compensations of every step before `step`, and of `step` itself when it is in doubt."""
    count = plan.index(step) + (1 if in_doubt else 0)
    wanted = {_COMPENSATION_OF[done] for done in plan[:count] if done in _COMPENSATION_OF}
    if Compensation.RESTOCK in wanted:
        # confirmed copies are no longer reserved: a restock returns them
        wanted.discard(Compensation.RELEASE)
    return tuple(compensation for compensation in Compensation if compensation in wanted)
