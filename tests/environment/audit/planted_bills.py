"""Planted breaches of bills, refunds and the words of mails."""

from dataclasses import replace
from typing import Any

from environment.audit.breach import BreachKind
from environment.audit.facts.snapshot import RefundRow, Snapshot
from environment.audit.invariants import bills, refund_shares
from environment.audit.letters.checks import mails_say_what_was_ordered
from environment.audit.letters.words import words_in
from environment.reckoning.refund import ReckonedRefund, RefundShare

from .consistent_order import BILL, CONTENT, DUNE, LETTER, LINE, NUMBER
from .consistent_snapshot import CONSISTENT, changed, snapshot_with
from .planted_breach import PlantedBreach

_TIMES = "\N{MULTIPLICATION SIGN}"
_LISTED = f"order {NUMBER}"
_MAIL = f"the confirmation mail of order {NUMBER}"


def _quoted(**changes: Any) -> Snapshot:
    """A quote with these wrong amounts, which the order has taken over."""
    bill = replace(BILL, **changes)
    content = replace(CONTENT, bill=bill)
    return snapshot_with(quotes=changed(CONSISTENT.quotes, 0, bill=bill), order_contents=(content,))


def _ordered(**changes: Any) -> Snapshot:
    content = replace(CONTENT, bill=replace(BILL, **changes))
    return snapshot_with(order_contents=(content,))


def _refunded(amount: int, *shares: RefundShare) -> Snapshot:
    refund = ReckonedRefund("r-1", amount, "refunded", shares)
    return snapshot_with(order_contents=(replace(CONTENT, refunds=(refund,)),))


def _shipped_for_a_price(amount: int, share: RefundShare) -> Snapshot:
    bill = replace(BILL, shipping=1000, grand_total=2900)
    refund = ReckonedRefund("r-1", amount, "refunded", (share,))
    return snapshot_with(order_contents=(replace(CONTENT, bill=bill, refunds=(refund,)),))


def _said(part: str, words: str, instead: str) -> Snapshot:
    assert words in getattr(LETTER, part)
    text = getattr(LETTER, part).replace(words, instead, 1)
    return snapshot_with(letters=(replace(LETTER, **{part: text}),))


def canceled_after_a_refund(returned: str) -> Snapshot:
    """The mail about a cancellation after a refund of $5.00 returns this in its text, $14.00 in its HTML."""
    words = words_in("en")
    before, after = words["confirmation"], words["cancellation"]
    changes = {before[name]: after[name] for name in ("headline", "opening", "closing")}
    changes |= {before["subject"].format(number=NUMBER): after["subject"].format(number=NUMBER)}
    changes |= {"Paid by card: $19.00": f"Returned to your card: {returned}"}
    changes |= {"Paid by card</td><td>$19.00": "Returned to your card</td><td>$14.00"}
    parts = {part: getattr(LETTER, part) for part in ("subject", "text", "html")}
    for words_before, words_after in changes.items():
        parts = {part: said.replace(words_before, words_after) for part, said in parts.items()}
    letter = replace(LETTER, kind="cancellation", **parts)
    refunds = (ReckonedRefund("r-1", 500, "refunded", (), told=True),)
    return snapshot_with(letters=(letter,), order_contents=(replace(CONTENT, refunds=refunds),))


def _mail(sentence: str, snapshot: Snapshot) -> PlantedBreach:
    kind = BreachKind.MAIL_CONTENT_WRONG
    return PlantedBreach(mails_say_what_was_ordered, kind, f"{_MAIL} {sentence}", snapshot)


BILLS = [
    PlantedBreach(
        bills.quotes_follow_the_rules,
        BreachKind.WRONG_BILL,
        f'the binding quote of {_LISTED} lists 2 copies of "Dune" at $10.00 as $20.01, expected $20.00',
        _quoted(lines=(replace(LINE, line_total=2001),)),
    ),
    PlantedBreach(
        bills.quotes_follow_the_rules,
        BreachKind.WRONG_BILL,
        f"the binding quote of {_LISTED} states $19.01 as its grand total, expected $19.00",
        _quoted(grand_total=1901),
    ),
    PlantedBreach(
        bills.quotes_follow_the_rules,
        BreachKind.WRONG_BILL,
        f"the binding quote of {_LISTED} states $0.01 as its tax, expected $0.00",
        _quoted(tax=1),
    ),
    PlantedBreach(
        bills.orders_follow_their_quotes,
        BreachKind.WRONG_BILL,
        f'{_LISTED} lists 2 copies of "Dune" at $9.00, expected 2 copies of "Dune" at $10.00',
        _ordered(lines=(replace(LINE, unit_price=900),)),
    ),
    PlantedBreach(
        bills.orders_follow_their_quotes,
        BreachKind.WRONG_BILL,
        f"{_LISTED} states $4.00 as its shipping, expected $0.00",
        _ordered(shipping=400),
    ),
    PlantedBreach(
        bills.orders_follow_their_quotes,
        BreachKind.WRONG_BILL,
        f"{_LISTED} is in EUR with tax added, expected USD with tax added",
        _ordered(currency="EUR"),
    ),
    PlantedBreach(
        bills.orders_follow_their_quotes,
        BreachKind.WRONG_BILL,
        f'{_LISTED} lacks 2 copies of "Dune" at $10.00',
        _ordered(lines=()),
    ),
    PlantedBreach(
        bills.payments_follow_their_quotes,
        BreachKind.WRONG_BILL,
        f"payments was asked for $20.00 for {_LISTED}, but its binding quote is $19.00",
        snapshot_with(payments=changed(CONSISTENT.payments, 0, amount=2000)),
    ),
    PlantedBreach(
        bills.payments_follow_their_quotes,
        BreachKind.WRONG_BILL,
        f"the bank was asked for $20.00 for {_LISTED}, but its binding quote is $19.00",
        snapshot_with(charges=changed(CONSISTENT.charges, 0, amount=2000)),
    ),
]

REFUNDS = [
    PlantedBreach(
        refund_shares.refunds_are_split_exactly,
        BreachKind.WRONG_REFUND,
        f"the refund of $9.51 for {_LISTED} has shares that sum to $9.50",
        _refunded(951, RefundShare(DUNE, 1000, 50, 0, 1)),
    ),
    PlantedBreach(
        refund_shares.refunds_are_split_exactly,
        BreachKind.WRONG_REFUND,
        f"the refund of $9.60 for {_LISTED} has another share than its copies make: "
        '$10.00 less $0.40 for "Dune", with $0.00 of tax',
        _refunded(960, RefundShare(DUNE, 1000, 40, 0, 1)),
    ),
    PlantedBreach(
        refund_shares.refunds_are_split_exactly,
        BreachKind.WRONG_REFUND,
        f"the refund of $9.50 for {_LISTED} is not split in proportion to what was left of each line",
        _shipped_for_a_price(950, RefundShare("shipping", 950, 0, 0)),
    ),
    PlantedBreach(
        refund_shares.refunds_are_split_exactly,
        BreachKind.WRONG_REFUND,
        f"the refund of $9.50 for {_LISTED} is not split in proportion to what was left of each line",
        _refunded(950, RefundShare(DUNE, 950, 0, 0)),
    ),
    PlantedBreach(
        refund_shares.refunds_are_split_exactly,
        BreachKind.WRONG_REFUND,
        f'more of "Dune" was refunded than order {NUMBER} has of it',
        snapshot_with(
            order_contents=(
                replace(
                    CONTENT,
                    refunds=(
                        ReckonedRefund("r-1", 950, "failed", (RefundShare(DUNE, 1000, 50, 0, 1),)),
                        ReckonedRefund("r-2", 2100, "refunded", (RefundShare(DUNE, 2100, 0, 0),)),
                    ),
                ),
            )
        ),
    ),
    PlantedBreach(
        refund_shares.refunds_reach_the_gateway_whole,
        BreachKind.WRONG_REFUND,
        f"{_LISTED} has a refund of $9.50, but the gateway refunded $9.60 for it",
        replace(
            _refunded(950, RefundShare(DUNE, 1000, 50, 0, 1)),
            refunds=(RefundRow("pi_1", "r-1", "USD", 960, "succeeded"),),
        ),
    ),
]

LETTERS = [
    _mail(
        f'says "2 {_TIMES} $9.99" in its HTML, expected "2 {_TIMES} $10.00"',
        _said("html", f"2 {_TIMES} $10.00", f"2 {_TIMES} $9.99"),
    ),
    _mail('says "€19.00" in its HTML, expected "$19.00"', _said("html", "$19.00", "€19.00")),
    _mail(
        'says "Order date: January 1, 2027" in its text, expected "Order date: December 31, 2026"',
        _said("text", "December 31, 2026", "January 1, 2027"),
    ),
    _mail('says "Portland, OR 97201" in its HTML, expected "Flat 2"', _said("html", "Flat 2<br>", "")),
    _mail(
        f'says "3 {_TIMES} $10.00: $20.00" in its text, expected "2 {_TIMES} $10.00: $20.00"',
        _said("text", f"2 {_TIMES}", f"3 {_TIMES}"),
    ),
    _mail('says nothing in its text, expected "Bookstore"', _said("text", "\n\nBookstore", "")),
    PlantedBreach(
        mails_say_what_was_ordered,
        BreachKind.MAIL_CONTENT_WRONG,
        f'the cancellation mail of order {NUMBER} says "Returned to your card: $19.00" in its text, '
        'expected "Returned to your card: $14.00"',
        canceled_after_a_refund("$19.00"),
    ),
    _mail("declares the language de-DE, expected en-US", _said("language", "en-US", "de-DE")),
    _mail(
        f'has the subject "Your order is confirmed", expected "Your order {NUMBER} is confirmed"',
        _said("subject", f" {NUMBER}", ""),
    ),
]
