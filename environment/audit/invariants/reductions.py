"""Refunds of what is owed on invoice: what is missing becomes less first, and only the rest goes back."""

from __future__ import annotations

from collections.abc import Iterator

from environment.audit.breach import AuditBreach, BreachKind, EvidenceTable
from environment.audit.facts.snapshot import Snapshot
from environment.audit.facts.transfer_rows import ExpectedTransferRow
from environment.audit.invariants.sentences import money, rows_of

_REFUNDED = ("orders -> payments: refund",)
_REPORTED = ("staff -> payments: transfer",)


def what_is_missing_becomes_less_first(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """What refunds took off is owed less. Nothing goes back while some is missing; then it is paid."""
    for expected in snapshot.expected_transfers:
        for wrong, links in _wrong_with(snapshot, expected):
            sentence = f"the transfer for {snapshot.order_name(expected.checkout_id)} {wrong}"
            evidence = (
                EvidenceTable.of("expected transfer", [expected]),
                *rows_of(snapshot, expected.checkout_id),
            )
            yield AuditBreach(BreachKind.RECORDS_DIFFER, sentence, evidence, links=links)


def _wrong_with(snapshot: Snapshot, expected: ExpectedTransferRow) -> Iterator[tuple[str, tuple[str, ...]]]:
    def said(amount: int) -> str:
        return money(amount, expected.currency)

    mine = [each for each in snapshot.repayments if each.checkout_id == expected.checkout_id]
    taken_off = sum(each.reduced for each in mine)
    if taken_off != expected.reduced:
        yield f"is less by {said(expected.reduced)}, but its refunds took {said(taken_off)} off", _REFUNDED
    if expected.state == "open" and expected.refunded:
        yield f"still lacks {said(expected.missing)}, but {said(expected.refunded)} goes back", _REFUNDED
    if expected.state != "ended" and (expected.state == "paid") is bool(expected.missing):
        yield f"is {expected.state}, and {said(expected.missing)} is still to come", _REPORTED
