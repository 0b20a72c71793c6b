"""Bank transfers: all the money that has arrived has paid an order, waits for the rest, or goes back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import accumulate

from environment.audit.breach import AuditBreach, BreachKind, EvidenceTable
from environment.audit.facts.snapshot import Snapshot
from environment.audit.facts.transfer_rows import ExpectedTransferRow, TransferRow
from environment.audit.invariants.sentences import money, rows_of
from environment.reckoning.refund import PAYMENT

_REPORTED = ("staff -> payments: transfer",)
_EXPECTED = ("checkout -> payments: expected transfer",)
_TOLD = ("payments -> orders: transfer notice",)
_ENDED = ("orders -> payments: reversal",)
_REFUNDED = ("orders -> payments: refund",)


def transfers_are_used_whole(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Each transfer has paid an order with a part of it, and the rest goes back."""
    for transfer in snapshot.transfers:
        rest = [each for each in snapshot.repayments if each.bank_id == transfer.bank_id]
        same = all(each.currency == transfer.currency for each in rest)
        if not same or transfer.claimed + sum(each.amount for each in rest) != transfer.amount:
            back = " and ".join(money(each.amount, each.currency) for each in rest) or "nothing"
            sentence = (
                f"{money(transfer.amount, transfer.currency)} were transferred, of which "
                f"{money(transfer.claimed, transfer.currency)} paid an order, but {back} goes back"
            )
            evidence = (
                EvidenceTable.of("transfer", [transfer]),
                *_repayments(snapshot, transfer.checkout_id),
            )
            yield AuditBreach(BreachKind.MONEY_NOT_REFUNDED, sentence, evidence, links=_REPORTED)


def expected_transfers_add_up(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """What has arrived for an order is the sum of its transfers, at most its total, and is refunded once."""
    for expected in snapshot.expected_transfers:
        for wrong, links in _wrong_with(snapshot, expected):
            sentence = f"the transfer for {snapshot.order_name(expected.checkout_id)} {wrong}"
            rows = _rows(snapshot, expected)
            yield AuditBreach(BreachKind.RECORDS_DIFFER, sentence, rows, links=links)


def orders_know_their_transfers(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """An order by transfer is paid once the whole sum has arrived, and knows how much that is before."""
    expectations = {row.checkout_id: row for row in snapshot.expected_transfers}
    undelivered = {each.checkout_id for each in snapshot.messages}
    for order in snapshot.orders:
        expected = expectations.get(order.checkout_id)
        if not order.by_transfer or order.checkout_id in snapshot.unfinished | undelivered:
            continue
        if expected is None:
            wrong, links = "is paid by transfer, but payments expects none", _EXPECTED
        elif order.state == "canceled" and expected.state != "ended":
            wrong, links = "is canceled, but payments still expects its transfer", _ENDED
        elif order.stands and order.received != expected.received:
            seen, known = (money(each, order.currency) for each in (expected.received, order.received))
            wrong, links = f"knows of {known} that were transferred, but {seen} have arrived", _TOLD
        elif order.reduced != expected.reduced:
            seen, known = (money(each, order.currency) for each in (expected.reduced, order.reduced))
            wrong = f"knows of {known} that its customer does not owe any more, but payments of {seen}"
            links = _REFUNDED
        else:
            continue
        evidence = (*rows_of(snapshot, order.checkout_id), *(_rows(snapshot, expected) if expected else ()))
        yield AuditBreach(BreachKind.RECORDS_DIFFER, f"order {order.number} {wrong}", evidence, links=links)


def refunds_of_transfers_go_back(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Each refund of an order by transfer is a repayment, and is refunded once that is sent.

    What of it was taken off what was owed is not sent. What goes back to gift cards has no repayment.
    """
    repayments = {each.repayment_id: each for each in snapshot.repayments}
    by_transfer = {row.checkout_id for row in snapshot.expected_transfers}
    for order in snapshot.order_contents:
        for refund in order.refunds if order.checkout_id in by_transfer else ():
            found = repayments.get(refund.refund_id)
            if refund.state in ("asked", "failed") or refund.destination != PAYMENT:
                continue
            made = (found.amount, found.reduced, found.sent) if found else None
            if made != (refund.given_back, refund.reduced, refund.state == "refunded"):
                stated = money(refund.given_back, order.bill.currency)
                sentence = f"order {order.number} has a {refund.state} refund of {stated}, "
                sentence += f"but {_said(found.sent if found else None)}"
                evidence = (*rows_of(snapshot, order.checkout_id), *_repayments(snapshot, order.checkout_id))
                yield AuditBreach(BreachKind.WRONG_REFUND, sentence, evidence, links=_REFUNDED)


def _wrong_with(snapshot: Snapshot, expected: ExpectedTransferRow) -> Iterator[tuple[str, tuple[str, ...]]]:
    def said(amount: int) -> str:
        return money(amount, expected.currency)

    claimed = sum(each.claimed for each in transfers_for(snapshot, expected.checkout_id))
    owed = sum(
        each.amount
        for each in snapshot.repayments
        if each.checkout_id == expected.checkout_id and each.bank_id is None
    )
    if claimed != expected.received:
        yield f"has received {said(expected.received)}, but its transfers paid {said(claimed)}", _REPORTED
    if expected.missing < 0:
        due = said(expected.amount - expected.reduced)
        yield f"has received {said(expected.received)} of {due}", _REPORTED
    if owed != expected.refunded:
        yield f"counts {said(expected.refunded)} as refunded, but {said(owed)} goes back", _ENDED


def missing_before(snapshot: Snapshot, checkout_id: str, due: int, at: datetime | None = None) -> list[int]:
    """What may have been still to come of this sum at that moment, or at any moment.

    What has arrived and what refunds have taken off it count before the moment, and may count after it:
    orders learns of both later, and not in their order.
    """
    steps = [
        [(each.reported_at, each.claimed) for each in transfers_for(snapshot, checkout_id)],
        [(each.owed_at, each.reduced) for each in snapshot.repayments if each.checkout_id == checkout_id],
    ]
    arrived, taken_off = ([amount for when, amount in each if at is None or when >= at] for each in steps)
    due -= sum(amount for each in steps for when, amount in each if at is not None and when < at)
    return sorted(
        {due - a - b for a in accumulate(arrived, initial=0) for b in accumulate(taken_off, initial=0)},
        reverse=True,
    )


def transfers_for(snapshot: Snapshot, checkout_id: str) -> list[TransferRow]:
    """The transfers that named this checkout, in the order in which they were reported."""
    return [each for each in snapshot.transfers if each.checkout_id == checkout_id]


def _said(sent: bool | None) -> str:
    if sent is None:
        return "no such amount goes back"
    return "the money was sent" if sent else "the money was not sent"


def _rows(snapshot: Snapshot, expected: ExpectedTransferRow) -> tuple[EvidenceTable, ...]:
    tables = (
        EvidenceTable.of("expected transfer", [expected]),
        EvidenceTable.of("transfers", transfers_for(snapshot, expected.checkout_id)),
        *_repayments(snapshot, expected.checkout_id),
    )
    return tuple(table for table in tables if table.rows)


def _repayments(snapshot: Snapshot, checkout_id: str | None) -> tuple[EvidenceTable, ...]:
    found = [each for each in snapshot.repayments if checkout_id and each.checkout_id == checkout_id]
    return (EvidenceTable.of("repayments", found),) if found else ()
