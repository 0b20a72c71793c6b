"""Refunds: the shares of each one sum to it, and are split as records 5 and 18 say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from environment.audit.breach import AuditBreach, BreachKind, EvidenceTable
from environment.audit.facts.order_content import OrderContent
from environment.audit.facts.snapshot import Snapshot
from environment.audit.invariants.sentences import money, rows_of
from environment.reckoning.bill import Bill
from environment.reckoning.refund import (
    SHIPPING,
    ReckonedRefund,
    RefundShare,
    amounts_by_part,
    as_requested,
    left_of,
    of_copies,
)
from environment.reckoning.rounding import step_of

_ASKED, _MADE = "staff -> orders", "payments -> gateway"
_AMOUNTS = ("gross", "discount", "tax", "quantity")


def refunds_are_split_exactly(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Every refund is the sum of its shares: those of its copies, or in proportion to what is left."""
    for stored in snapshot.order_contents:
        order = replace(stored, refunds=as_requested(stored.refunds))
        for refund in order.refunds:
            for wrong in _wrong_with(order, refund):
                amount = money(refund.amount, order.bill.currency)
                sentence = f"the refund of {amount} for order {order.number} {wrong}"
                yield _breach(snapshot, order, sentence, _ASKED)
        for part in left_of(order.bill, order.refunds):
            if any(getattr(part, name) < 0 for name in _AMOUNTS):
                what = _name(part, snapshot)
                sentence = f"more of {what} was refunded than order {order.number} has of it"
                yield _breach(snapshot, order, sentence, _ASKED)


def refunds_reach_the_gateway_whole(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Every refund at the gateway has the amount and the currency that the order stored."""
    made = {refund.refund_id: refund for refund in snapshot.refunds if refund.refund_id is not None}
    for order in snapshot.order_contents:
        for refund in order.refunds:
            found = made.get(refund.refund_id)
            stored = (refund.amount, order.bill.currency)
            if found and (found.amount, found.currency) != stored and refund.state not in ("asked", "failed"):
                sentence = (
                    f"order {order.number} has a refund of {money(*stored)}, "
                    f"but the gateway refunded {money(found.amount, found.currency)} for it"
                )
                yield _breach(snapshot, order, sentence, _MADE)


def _wrong_with(order: OrderContent, refund: ReckonedRefund) -> Iterator[str]:
    bill = order.bill
    summed = sum(share.amount(bill.mode_of(share.part)) for share in refund.shares)
    if summed != refund.amount:
        yield f"has shares that sum to {money(summed, bill.currency)}"
    elif any(share.quantity for share in refund.shares):
        wrong = [
            share for share in refund.shares if share.quantity and not _fits_copies(order, refund, share)
        ]
        yield from (f"has another share than its copies make: {_said(order, share)}" for share in wrong)
    elif not _in_proportion(order, refund):
        yield "is not split in proportion to what was left of each line"


def _fits_copies(order: OrderContent, refund: ReckonedRefund, share: RefundShare) -> bool:
    """Copies are taken from the beginning of the line; those of a refund that failed later were taken too."""
    earlier = order.refunds[: order.refunds.index(refund)]
    taken = [one for each in earlier for one in each.shares if one.part == share.part]
    kept = [one for each in earlier if each.state != "failed" for one in each.shares if one in taken]
    firsts = range(sum(one.quantity for one in kept), sum(one.quantity for one in taken) + 1)
    return any(of_copies(order.bill, share, first) == share for first in firsts)


def _in_proportion(order: OrderContent, refund: ReckonedRefund) -> bool:
    """Of what is left after the earlier refunds, or where payments reduced it, after all others.

    What was left before a refund that failed later is not known any more: then only the sums count.
    """
    if any(each.state == "failed" for each in order.refunds):
        return True
    bill, place = order.bill, order.refunds.index(refund)
    found = {share.part: share.amount(bill.mode_of(share.part)) for share in refund.shares}
    others: tuple[Sequence[ReckonedRefund], ...] = (
        order.refunds[:place],
        [each for each in order.refunds if each is not refund],
    )
    left = [[part for part in left_of(bill, each) if part.part not in refund.kept] for each in others]
    split = [
        each
        for each in left
        if found in ({SHIPPING: each[-1].amount(bill.tax_mode)}, amounts_by_part(bill, refund.amount, each))
    ]
    return any(all(_takes_alike(bill, share, each) for share in refund.shares) for each in split)


def _takes_alike(bill: Bill, share: RefundShare, left: Sequence[RefundShare]) -> bool:
    """Whether a share takes of goods, discount and tax what it takes of the whole, each within a step."""
    whole = next(part for part in left if part.part == share.part)
    mode, step = bill.mode_of(share.part), step_of(bill.currency)
    taken, of = share.amount(mode), whole.amount(mode)
    pairs = ((share.gross, whole.gross), (share.discount, whole.discount), (share.tax, whole.tax))
    return all(abs(part * of - rest * taken) <= step * of for part, rest in pairs)


def _name(part: RefundShare, snapshot: Snapshot) -> str:
    return part.part if part.part == SHIPPING else f'"{snapshot.titles_by_sku.get(part.part, part.part)}"'


def _said(order: OrderContent, share: RefundShare) -> str:
    gross, off, tax = (
        money(amount, order.bill.currency) for amount in (share.gross, share.discount, share.tax)
    )
    title = next((line.title for line in order.bill.lines if line.sku == share.part), share.part)
    return f'{gross} less {off} for "{title}", with {tax} of tax'


def _breach(snapshot: Snapshot, order: OrderContent, sentence: str, arrow: str) -> AuditBreach:
    rows = [
        (
            refund.refund_id,
            refund.state,
            refund.amount,
            share.part,
            share.quantity,
            share.gross,
            share.discount,
            share.tax,
        )
        for refund in order.refunds
        for share in refund.shares
    ]
    headings = ("refund", "state", "amount", "part", "copies", "gross", "discount", "tax")
    evidence = (
        *rows_of(snapshot, order.checkout_id),
        EvidenceTable("shares of refunds", headings, tuple(rows)),
    )
    return AuditBreach(BreachKind.WRONG_REFUND, sentence, evidence, arrow)
