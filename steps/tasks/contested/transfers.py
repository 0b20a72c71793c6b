"""An expected transfer that two requests contend for, at the stage at which both have something to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from steps.drivers.transfers import ReportedTransfer
from steps.tasks.contested.purchases import MORE_THAN_HALF, contested_purchase, new_purchase, settle
from steps.tasks.contested.requests import ContestedObject
from steps.tasks.purchase_by_calls import PurchaseByCalls, Stage
from steps.vocabulary.money import Money
from steps.vocabulary.operation_pairs import OperationPair
from steps.world.world import World

TABLES = frozenset({"expected_transfers", "transfers", "repayments"})
"""What payments stores of transfers."""
_OF_NO_ORDER = "books"
_REDUCING = frozenset({"staff: refund", "staff: transfer"})
_STAGES: Mapping[str, Stage] = {
    "checkout: expected transfer": Stage.QUOTED,
    "staff: transfer": Stage.CAPTURED,
    "staff: reversal": Stage.PAID,
    "staff: refund": Stage.PAID,
}
"""By operation, the stage at which it has something to do."""


def contested_transfer(world: World, pair: OperationPair) -> ContestedObject:
    """An order that waits for its transfer, or is paid by it; beside it money is owed back.

    Transfers of one order come one after the other, since each locks what is expected: those that meet at
    another table are for no order, beside one that is paid, of which money goes back. A refund and a transfer
    are of one that is owed on invoice: what the refund takes off, the transfer does not pay.
    """
    owed, loose = _money_owed(world), pair.table != "expected_transfers"
    stage = Stage.PAID if loose else min(_STAGES[each] for each in pair.operations)
    purchase = _begun(world, on_invoice=not loose and {*pair.operations} >= _REDUCING).up_to(stage)
    settle(world)
    reference = _OF_NO_ORDER if loose else purchase.terms.get("reference", _OF_NO_ORDER)
    report = {
        "amount": _usd(MORE_THAN_HALF),
        "reference": reference,
        "booked_at": world.clock.now().isoformat(),
    }
    return contested_purchase(
        world,
        "payments",
        purchase,
        {
            "checkout: expected transfer": lambda _: purchase.expected_transfer(),
            "staff: transfer": lambda _: report,
            "staff: refund": lambda _: {"refund_id": str(uuid4()), "amount": _usd(MORE_THAN_HALF)},
        },
        repayment_id=owed,
    )


def _begun(world: World, *, on_invoice: bool) -> PurchaseByCalls:
    purchase = new_purchase(world, by_transfer=True, on_invoice=on_invoice)
    return purchase.allow_to_owe() if on_invoice else purchase


def contested_credit_limit(world: World) -> ContestedObject:
    """The limit of a customer who owes nothing."""
    purchase = new_purchase(world).up_to(Stage.NOTHING)
    return contested_purchase(
        world,
        "payments",
        purchase,
        {"staff: credit limit": lambda place: {"limit": _usd(1000 * place)}},
        customer_id=f"customer-{uuid4()}",
    )


def _money_owed(world: World) -> str:
    """The id of a repayment: that of a transfer for no order."""
    staff, transfers = world.actors.staff(), world.shop.transfers
    known = {each.repayment_id for each in transfers.owed(staff)}
    transfers.report(
        staff, ReportedTransfer(str(uuid4()), Money(100, "USD"), _OF_NO_ORDER, world.clock.now())
    )
    return next(each.repayment_id for each in transfers.owed(staff) if each.repayment_id not in known)


def _usd(amount: int) -> dict[str, Any]:
    return {"amount": amount, "currency": "USD"}
