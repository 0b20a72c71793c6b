"""Expected transfers: what checkouts, orders and the staff may ask in each state of one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import uuid4

from steps.drivers.eventually import eventually
from steps.tasks.moves.machine import NONE, Bench, Machine, TriedOperation
from steps.tasks.moves.purchases import asked_by, buyer_of, state_at, up_to
from steps.tasks.purchase_by_calls import PurchaseByCalls, Stage
from steps.tasks.requests.repeatable_ids import id_of

_PAYMENT = "/payments/{checkout_id}"
_REPORT = "payments: PUT /transfers/{bank_id}"
_A_PART = 100  # of $9.50
_LONG_AGO, _ANOTHER_DAY = "2020-01-01T00:00:00Z", "2100-01-02T00:00:00Z"
_NO_REFERENCE = "books"
_ON_INVOICE = ("owed", "owed in part", "owed less")
_SETTLES_WITHIN = 15.0  # seconds
_REVERSE = asked_by("orders", f"payments: POST {_PAYMENT}/return")


def _report(purchase: PurchaseByCalls, amount: int | None, *, known: bool = False) -> object:
    """A transfer of so many cents, None for all; `known`: under an id that is the same for each."""
    bank_id = id_of(purchase.checkout_id, "the transfer") if known else str(uuid4())
    body = {
        "amount": {"amount": amount or purchase.total, "currency": "USD"},
        "reference": purchase.terms.get("reference", _NO_REFERENCE),
        "booked_at": _LONG_AGO,
    }
    return purchase.calls.by("staff", "payments", "PUT", f"/transfers/{bank_id}", body)


def _reported(amount: int | None, *, known: bool = False) -> TriedOperation[PurchaseByCalls]:
    return TriedOperation(_REPORT, partial(_report, amount=amount, known=known))


def _refund(purchase: PurchaseByCalls) -> Mapping[str, Any]:
    return {"refund_id": str(uuid4()), "amount": {"amount": _A_PART, "currency": "USD"}}


def _expected(**other: str) -> TriedOperation[PurchaseByCalls]:
    request = "payments: PUT /expected-transfers/{checkout_id}"
    return asked_by("checkout", request, lambda purchase: {**purchase.expected_transfer(), **other})


_state_now = state_at(f"payments: GET {_PAYMENT}", "status")
_REFUND = asked_by("orders", f"payments: POST {_PAYMENT}/refunds", _refund)
_A_PART_KNOWN = _reported(_A_PART, known=True)


def _end(purchase: PurchaseByCalls) -> None:
    """Wait until orders knows of what has arrived, and compensate every step."""
    _settle(purchase)
    purchase.undo()


def _settle(purchase: PurchaseByCalls) -> None:
    eventually(
        purchase.calls.world.stored.unsent_messages,
        lambda unsent: unsent == 0,
        _SETTLES_WITHIN,
        "orders knows of every transfer",
        purchase.calls.world.stored.unsent_on,
    )


def _begun(bench: Bench, state: str) -> PurchaseByCalls:
    owed = state in _ON_INVOICE
    begun = PurchaseByCalls(bench.calls, bench.sku, buyer_of(bench), by_transfer=True, on_invoice=owed)
    return begun.allow_to_owe() if owed else begun


TRANSFER = Machine(
    begin=_begun,
    states={
        NONE: up_to(Stage.QUOTED),
        "ended before": up_to(Stage.QUOTED, _REVERSE.make),
        "open": up_to(Stage.CAPTURED),
        "part paid": up_to(Stage.CAPTURED, _A_PART_KNOWN.make),
        "owed": up_to(Stage.CAPTURED),
        "owed in part": up_to(Stage.CAPTURED, _A_PART_KNOWN.make),
        "owed less": up_to(Stage.CAPTURED, _REFUND.make),
        "paid": up_to(Stage.PAID),
        "refunded in part": up_to(Stage.PAID, _REFUND.make),
        "ended": up_to(Stage.CAPTURED, _REVERSE.make),
        "ended after a part": up_to(Stage.CAPTURED, _A_PART_KNOWN.make, _settle, _REVERSE.make),
    },
    operations={
        "expected transfer": _expected(),
        "expected transfer until another day": _expected(due_at=_ANOTHER_DAY),
        "transfer of a part": _reported(_A_PART),
        "transfer of all": _reported(None),
        "transfer under a known id": _A_PART_KNOWN,
        "another amount under its id": _reported(_A_PART + 1, known=True),
        "refund": _REFUND,
        "reversal": _REVERSE,
        "look": asked_by("staff", f"payments: GET {_PAYMENT}"),
    },
    state_of=_state_now,
    end=_end,
    shown_as={
        "ended before": "voided",
        "open": "action_required",
        "part paid": "action_required",
        "owed": "action_required",
        "owed in part": "action_required",
        "owed less": "action_required",
        "paid": "captured",
        "refunded in part": "partially_refunded",
        "ended": "voided",
        "ended after a part": "refunded",
    },
)
