"""Planted breaches of bank transfers: beside the consistent snapshot an order that is paid by transfer."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from environment.audit.breach import BreachKind
from environment.audit.facts.order_content import OrderContent, TransferTermsRow
from environment.audit.facts.snapshot import CheckoutRow, LineRow, OrderRow, Snapshot
from environment.audit.facts.stock_rows import ReservationRow
from environment.audit.facts.transfer_rows import ExpectedTransferRow, RepaymentRow, TransferRow
from environment.audit.invariants import due_dates, reductions, transfers
from environment.audit.letters.checks import mails_say_what_was_transferred
from environment.reckoning.refund import ReckonedRefund

from .consistent_order import CONTENT
from .consistent_snapshot import ADA, CONSISTENT, EMMA, NOW
from .planted_bills import canceled_after_a_refund
from .planted_breach import PlantedBreach

WAITING, NUMBER = "checkout-waiting", "BK-WA1T-0004"
_ORDER = OrderRow(
    WAITING, NUMBER, "awaiting", ADA, "JPY", 500, False, None, (), by_transfer=True, received=200
)
_EXPECTED = ExpectedTransferRow(WAITING, "open", "RF55B00KST0RE", "JPY", 500, 200, 0)
_TERMS = TransferTermsRow("Bookstore", "RF55B00KST0RE", NOW)
_TRANSFER = TransferRow("stmt-1", WAITING, "JPY", 200, 200)
_BACK = RepaymentRow("repayment-1", None, "stmt-2", "JPY", 90, "unknown-reference", sent=False)


def _with_transfer(**changes: Any) -> Snapshot:
    """The consistent snapshot with an order that waits for the rest of its transfer, and a stray transfer."""
    emma = [replace(row, reserved=1) if row.sku == EMMA else row for row in CONSISTENT.titles]
    added: dict[str, Any] = {
        "checkouts": (
            *CONSISTENT.checkouts,
            CheckoutRow(WAITING, "cart-4", "completed", "close-cart", 0, True, NUMBER, 500, "JPY"),
        ),
        "orders": (*CONSISTENT.orders, _ORDER),
        "order_lines": (*CONSISTENT.order_lines, LineRow(WAITING, EMMA, 1)),
        "titles": tuple(emma),
        "movements": tuple(emma),
        "reservations": (*CONSISTENT.reservations, ReservationRow(WAITING, "held", NOW.replace(year=2027))),
        "reservation_lines": (*CONSISTENT.reservation_lines, LineRow(WAITING, EMMA, 1)),
        "expected_transfers": (_EXPECTED,),
        "transfers": (_TRANSFER, TransferRow("stmt-2", None, "JPY", 90, 0)),
        "repayments": (_BACK,),
    }
    return replace(CONSISTENT, **(added | changes))


WITH_TRANSFER = _with_transfer()
"""A consistent snapshot as well."""


def _with_order(**changes: Any) -> Snapshot:
    return _with_transfer(orders=(*CONSISTENT.orders, replace(_ORDER, **changes)))


def _expecting(**changes: Any) -> Snapshot:
    return _with_transfer(expected_transfers=(replace(_EXPECTED, **changes),))


def _refunded(*repayments: RepaymentRow) -> Snapshot:
    refund = ReckonedRefund("refund-1", 100, "pending", ())
    content = OrderContent(
        **{**vars(CONTENT), "checkout_id": WAITING, "number": NUMBER, "refunds": (refund,)}
    )
    return _with_transfer(order_contents=(content,), repayments=repayments)


def _due_at(due_at: datetime) -> Snapshot:
    """An order in advance of New Year's Eve, two minutes before midnight at the destination."""
    terms = {"payment_method": "advance", "terms": replace(_TERMS, due_at=due_at)}
    content = OrderContent(**{**vars(CONTENT), "checkout_id": WAITING, "number": NUMBER, **terms})
    return _with_transfer(order_contents=(content,))


def _canceled_unpaid(told: str) -> Snapshot:
    """A cancellation of an order by transfer, of which $14.00 had arrived: so much is `told` in its text."""
    snapshot = canceled_after_a_refund(told)
    (letter,), (content,) = snapshot.letters, snapshot.order_contents
    said = {
        part: getattr(letter, part).replace("Returned to your card", "Goes back to your account")
        for part in ("text", "html")
    }
    unpaid = {"captured": 0, "refunds": (), "terms": _TERMS, "payment_method": "advance"}
    return replace(
        snapshot,
        letters=(replace(letter, **said),),
        order_contents=(OrderContent(**{**vars(content), **unpaid}),),
        transfers=(TransferRow("stmt-3", content.checkout_id, "USD", 1400, 1400),),
    )


TRANSFERS = [
    PlantedBreach(
        due_dates.transfers_are_due_on_their_day,
        BreachKind.RECORDS_DIFFER,
        f"the transfer for order {NUMBER} is due on 2027-01-08, but it should be on 2027-01-07 in "
        "America/New_York",
        _due_at(datetime(2027, 1, 8, 5, 30, tzinfo=UTC)),
    ),
    PlantedBreach(
        mails_say_what_was_transferred,
        BreachKind.MAIL_CONTENT_WRONG,
        f'the cancellation mail of order {CONTENT.number} says "Goes back to your account: $19.00" in its '
        'text, expected "Goes back to your account: $14.00"',
        _canceled_unpaid("$19.00"),
    ),
    PlantedBreach(
        transfers.transfers_are_used_whole,
        BreachKind.MONEY_NOT_REFUNDED,
        "¥90 were transferred, of which ¥0 paid an order, but nothing goes back",
        _with_transfer(repayments=()),
    ),
    PlantedBreach(
        transfers.expected_transfers_add_up,
        BreachKind.RECORDS_DIFFER,
        f"the transfer for order {NUMBER} has received ¥300, but its transfers paid ¥200",
        _expecting(received=300),
    ),
    PlantedBreach(
        transfers.expected_transfers_add_up,
        BreachKind.RECORDS_DIFFER,
        f"the transfer for order {NUMBER} counts ¥200 as refunded, but ¥0 goes back",
        _expecting(refunded=200),
    ),
    PlantedBreach(
        transfers.expected_transfers_add_up,
        BreachKind.RECORDS_DIFFER,
        f"the transfer for order {NUMBER} has received ¥200 of ¥100",
        _expecting(amount=100),
    ),
    PlantedBreach(
        reductions.what_is_missing_becomes_less_first,
        BreachKind.RECORDS_DIFFER,
        f"the transfer for order {NUMBER} is less by ¥100, but its refunds took ¥0 off",
        _expecting(reduced=100),
    ),
    PlantedBreach(
        reductions.what_is_missing_becomes_less_first,
        BreachKind.RECORDS_DIFFER,
        f"the transfer for order {NUMBER} still lacks ¥300, but ¥50 goes back",
        _expecting(refunded=50),
    ),
    PlantedBreach(
        reductions.what_is_missing_becomes_less_first,
        BreachKind.RECORDS_DIFFER,
        f"the transfer for order {NUMBER} is paid, and ¥300 is still to come",
        _expecting(state="paid"),
    ),
    PlantedBreach(
        transfers.orders_know_their_transfers,
        BreachKind.RECORDS_DIFFER,
        f"order {NUMBER} knows of ¥0 that its customer does not owe any more, but payments of ¥100",
        _expecting(reduced=100),
    ),
    PlantedBreach(
        transfers.orders_know_their_transfers,
        BreachKind.RECORDS_DIFFER,
        f"order {NUMBER} knows of ¥0 that were transferred, but ¥200 have arrived",
        _with_order(received=0),
    ),
    PlantedBreach(
        transfers.orders_know_their_transfers,
        BreachKind.RECORDS_DIFFER,
        f"order {NUMBER} is paid by transfer, but payments expects none",
        _with_transfer(expected_transfers=()),
    ),
    PlantedBreach(
        transfers.orders_know_their_transfers,
        BreachKind.RECORDS_DIFFER,
        f"order {NUMBER} is canceled, but payments still expects its transfer",
        _with_order(state="canceled", lapsed=True),
    ),
    PlantedBreach(
        transfers.refunds_of_transfers_go_back,
        BreachKind.WRONG_REFUND,
        f"order {NUMBER} has a pending refund of $1.00, but no such amount goes back",
        _refunded(_BACK),
    ),
    PlantedBreach(
        transfers.refunds_of_transfers_go_back,
        BreachKind.WRONG_REFUND,
        f"order {NUMBER} has a pending refund of $1.00, but the money was sent",
        _refunded(_BACK, RepaymentRow("refund-1", WAITING, None, "USD", 100, "refund", sent=True)),
    ),
]
