"""Payments that are captured in parts, one a parcel: what orders may ask in each state of one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from uuid import uuid4

from steps.tasks.moves.machine import NONE, Bench, Machine, TriedOperation
from steps.tasks.moves.payments import PaymentInState
from steps.tasks.moves.purchases import asked_by, buyer_of, state_at, up_to
from steps.tasks.purchase_by_calls import PurchaseByCalls, Stage
from steps.tasks.requests.repeatable_ids import id_of

_PAYMENT = "/payments/{checkout_id}"
_CAPTURES = f"payments: PUT {_PAYMENT}/captures/{{capture_id}}"
_A_PART = 100  # of $9.50
_MORE_THAN_ALL = 951
_REVERSE = asked_by("orders", f"payments: POST {_PAYMENT}/return")


def _capture(purchase: PurchaseByCalls, amount: int, *, known: bool = False, final: bool = False) -> object:
    """`known`: under an id that is the same for each capture of the purchase that is so."""
    capture_id = id_of(purchase.checkout_id, "the capture") if known else str(uuid4())
    return purchase.capture_part(amount, capture_id, final=final)


def _captured(amount: int, *, known: bool = False, final: bool = False) -> TriedOperation[PurchaseByCalls]:
    return TriedOperation(_CAPTURES, partial(_capture, amount=amount, known=known, final=final), "orders")


_A_PART_KNOWN, _LAST = _captured(_A_PART, known=True), _captured(_A_PART, final=True)


@dataclass
class PaymentInParts(PaymentInState):
    """A purchase whose card is charged for each parcel."""

    on_shipment: bool = True

    @classmethod
    def begun(cls, bench: Bench, state: str) -> PaymentInParts:
        """A purchase of which nothing was requested yet."""
        return cls(bench.calls, bench.sku, buyer_of(bench))


def _capturing(payment: PaymentInParts) -> None:
    """The gateway captures a part, and its answer is lost."""
    payment.up_to(Stage.PAID)
    payment.lose_answers()
    _A_PART_KNOWN.make(payment)


PAYMENT_IN_PARTS: Machine[PaymentInParts] = Machine(
    begin=PaymentInParts.begun,
    states={
        NONE: up_to(Stage.QUOTED),
        "held": up_to(Stage.PAID),
        "a part captured": up_to(Stage.PAID, _A_PART_KNOWN.make),
        "capturing a part": _capturing,
        "the last captured": up_to(Stage.PAID, _A_PART_KNOWN.make, _LAST.make),
        "released": up_to(Stage.PAID, _REVERSE.make),
        "reversed after a part": up_to(Stage.PAID, _A_PART_KNOWN.make, _REVERSE.make),
    },
    operations={
        "capture of a parcel": _captured(_A_PART),
        "the same capture": _A_PART_KNOWN,
        "another amount under its id": _captured(_A_PART + 1, known=True),
        "capture of the last parcel": _LAST,
        "release of the rest": _captured(0, final=True),
        "capture of too much": _captured(_MORE_THAN_ALL),
        "capture of the whole": asked_by("checkout", f"payments: POST {_PAYMENT}/capture"),
        "reversal": _REVERSE,
        "look": asked_by("staff", f"payments: GET {_PAYMENT}"),
    },
    state_of=state_at(f"payments: GET {_PAYMENT}", "status"),
    end=PaymentInState.end,
    shown_as={
        "held": "authorized",
        "a part captured": "authorized",
        "capturing a part": "capturing",
        "the last captured": "captured",
        "released": "voided",
        "reversed after a part": "refunded",
    },
    waits_in=frozenset({"capturing a part"}),
)
