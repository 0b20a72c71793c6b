"""The arrows from which a breach of the audit stems, where its rows do not tell.

What an order, a payment or a mail is comes about by a chain of operations of the topology. Where something is
missing, the chain is broken at the first operation that no call has done; where something is there twice, at
the first that was done more than once; where nobody needs it, at the first that was done more often than the
one before. Where it is broken nowhere, the last callee has answered that all is done and has stored something
else: that answer is named first, then its database. The breaches of a kind without a chain
have an arrow of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from environment.audit.breach import AuditBreach, BreachKind
from environment.evidence.diagnosis.root_cause import StoredWrong
from environment.evidence.recording.exchange import Exchange
from environment.topology import Operation, Protocol, topology

Done = Counter[tuple[str, str]]
"""By arrow and word of an operation, how many calls have done it."""


@dataclass(frozen=True)
class Chain:
    """The operations that bring something about, each as `arrow: word` or several `arrow: word or word`.

    wrong: what a call of the chain may be: not there, made twice, or made although the one before it was not.
    """

    wrong: Literal["missing", "twice", "needless"]
    links: tuple[str, ...]


_TAKEN = ("checkout -> payments: capture or authorization", "payments -> gateway: capture or authorization")
_RETURNED = (
    "orders -> payments: reversal or refund",
    "checkout -> payments: reversal",
    "payments -> gateway: refund or void",
)
_RELEASED = (
    "checkout -> payments: release of the redemption",
    "orders -> payments: release of the redemption or refund to gift cards",
)
_TOLD = (
    "checkout -> orders: payment notice",
    "orders -> notifications: event",
    "notifications -> mail: handover",
)
_ORDERED = ("checkout -> orders: order",)
_SHELVED = ("checkout -> inventory: reservation", "checkout -> inventory: confirmation or release")
_FREED = ("checkout -> inventory: confirmation or release", "orders -> inventory: restock")
_CHECKED_OUT = ("customer -> checkout: submission",)
_WEBHOOK = ("gateway -> payments: webhook",)

CHAINS: Mapping[BreachKind, Chain] = {
    BreachKind.CHARGED_WITHOUT_ORDER: Chain("missing", (*_ORDERED, "checkout -> payments: reversal")),
    BreachKind.MONEY_NOT_REFUNDED: Chain("missing", (_RETURNED[0], _RETURNED[2])),
    BreachKind.PAID_WITHOUT_MONEY: Chain("missing", _TAKEN),
    BreachKind.WRONG_AMOUNT: Chain("missing", ("checkout -> pricing: binding quote", *_ORDERED)),
    BreachKind.WRONG_BILL: Chain("missing", ("checkout -> pricing: binding quote", *_ORDERED)),
    BreachKind.WRONG_REFUND: Chain("missing", ("staff -> orders: refund", "orders -> payments: refund")),
    BreachKind.DOUBLE_CHARGE: Chain("twice", _TAKEN),
    BreachKind.DOUBLE_REFUND: Chain("twice", ("orders -> payments: refund", "payments -> gateway: refund")),
    BreachKind.HOLD_LEFT: Chain("missing", _RETURNED[1:]),
    BreachKind.OWED_TOO_MUCH: Chain("needless", ("checkout -> payments: expected transfer",)),
    BreachKind.RECORDS_DIFFER: Chain("missing", (*_TAKEN[1:], *_WEBHOOK)),
    BreachKind.LOST_ORDER: Chain("missing", _ORDERED),
    BreachKind.DOUBLE_ORDER: Chain("twice", (*_CHECKED_OUT, *_ORDERED)),
    BreachKind.ORDER_WITHOUT_CHECKOUT: Chain("missing", ("checkout -> orders: cancellation",)),
    BreachKind.CART_LEFT_OPEN: Chain("missing", ("checkout -> cart: closing",)),
    BreachKind.OVERSOLD: Chain("missing", _SHELVED),
    BreachKind.OVERSHIPPED: Chain("needless", ("staff -> orders: shipment",)),
    BreachKind.OVERRETURNED: Chain("needless", ("staff -> orders: return",)),
    BreachKind.OVEREXCHANGED: Chain("needless", ("staff -> orders: exchange",)),
    BreachKind.COPIES_LOST: Chain("missing", _SHELVED),
    BreachKind.STOCK_MISCOUNTED: Chain("missing", _SHELVED),
    BreachKind.RESERVATION_LEFT: Chain("missing", _FREED[:1]),
    BreachKind.RESERVATION_OVERDUE: Chain("missing", _FREED[:1]),
    BreachKind.MAIL_MISSING: Chain("missing", _TOLD),
    BreachKind.MAIL_TWICE: Chain("needless", _TOLD[1:]),
    BreachKind.MAIL_NEEDLESS: Chain("needless", _TOLD[1:]),
    BreachKind.MAIL_TO_STRANGER: Chain("missing", _TOLD[1:]),
    BreachKind.MAIL_TOTAL_WRONG: Chain("missing", _TOLD[1:]),
    BreachKind.MAIL_CONTENT_WRONG: Chain("missing", _TOLD[1:]),
    BreachKind.MAIL_BOUNCED: Chain("missing", _TOLD[2:]),
    BreachKind.MAIL_UNCONFIRMED: Chain("missing", _TOLD[2:]),
    BreachKind.PERSON_KEPT: Chain("missing", ("orders -> notifications: erasure",)),
    BreachKind.EBOOK_UNDELIVERED: Chain("missing", _TOLD[:1]),
    BreachKind.EBOOK_REFUNDED: Chain("needless", ("customer -> orders: opening", "staff -> orders: refund")),
    BreachKind.CODE_MISCOUNTED: Chain("missing", ("checkout -> pricing: binding quote or release",)),
    BreachKind.GIFT_CARD_MISCOUNTED: Chain("missing", ("checkout -> payments: redemption",)),
    BreachKind.GIFT_CARD_NOT_RELEASED: Chain("missing", _RELEASED),
    BreachKind.GIFT_CARD_NOT_ISSUED: Chain("missing", (_TOLD[0], "orders -> payments: sale of gift cards")),
    BreachKind.GIFT_CARD_NOT_PAID: Chain(
        "missing", (*_ORDERED, "orders -> payments: sale of gift cards or void of gift cards")
    ),
    BreachKind.CHECKOUT_UNFINISHED: Chain("missing", (*_SHELVED[:1], *_ORDERED, _TAKEN[0], _TOLD[0])),
    BreachKind.PAYMENT_UNSETTLED: Chain("missing", _TAKEN[1:]),
    BreachKind.ORDER_UNFINISHED: Chain("missing", _TOLD[:1]),
    BreachKind.MESSAGE_WAITING: Chain("missing", _TOLD[1:2]),
    BreachKind.MAIL_WAITING: Chain("missing", _TOLD[2:]),
    BreachKind.WEBHOOK_WAITING: Chain("missing", _WEBHOOK),
}
"""By kind of breach. The others name a part or a call themselves."""


def stored_wrong(breaches: Sequence[AuditBreach], exchanges: Iterable[Exchange]) -> list[StoredWrong]:
    """The arrow of each breach with its sentence; first those whose rows tell it."""
    done = _done_by(exchanges)
    told = [StoredWrong(each.arrow, each.sentence) for each in breaches if each.arrow]
    derived = [each for breach in breaches if not breach.arrow for each in _derived(breach, done)]
    return [*told, *derived]


def _derived(breach: AuditBreach, done: Done) -> Iterator[StoredWrong]:
    """The broken link of the chain first, then the others from its end: later links are nearer to the row."""
    chain = CHAINS.get(breach.kind)
    links = [link for link in breach.links or (chain.links if chain else ()) if _exists(link)]
    if chain is None or not links:
        return
    broken = _broken(links, chain, done)
    first = broken[0] if broken else links[-1]
    why = f"{breach.sentence}; the {first.partition(': ')[2]} was done {_times(_count(first, done))}"
    callee = topology().points[first.partition(": ")[0]].callee
    yield StoredWrong(first.partition(": ")[0], why, is_certain=False)
    if not broken and (database := topology().database_behind(callee)):
        yield StoredWrong(database.arrow, breach.sentence, is_certain=False)
    for link in reversed(links):
        if link != first:
            yield StoredWrong(link.partition(": ")[0], breach.sentence, is_certain=False)


def _exists(link: str) -> bool:
    """Whether the shop has the arrow: one program that plays two parts makes no calls in between."""
    return topology().has(link.partition(": ")[0])


def _broken(links: Sequence[str], chain: Chain, done: Done) -> list[str]:
    counts = {link: _count(link, done) for link in links}
    if chain.wrong == "needless":  # done more often than asked for; else the first one asked for too much
        return [link for before, link in pairwise(links) if counts[link] > counts[before]] or [links[0]]
    return [link for link in links if (counts[link] == 0 if chain.wrong == "missing" else counts[link] > 1)]


def _count(link: str, done: Done) -> int:
    arrow, _, words = link.partition(": ")
    return sum(done[arrow, word] for word in words.split(" or "))


def _done_by(exchanges: Iterable[Exchange]) -> Done:
    done: Done = Counter()
    for exchange in exchanges:
        operation = _operation_of(exchange)
        status = exchange.answered.status if exchange.answered else None
        is_done = exchange.outcome.startswith("2") if status is None else status < 300
        if operation and is_done:
            done[exchange.edge, operation.word] += 1
    return done


def _operation_of(exchange: Exchange) -> Operation | None:
    point = topology().points.get(exchange.edge)
    if point is None or point.protocol is Protocol.POSTGRES:
        return None
    if point.protocol is Protocol.SMTP:
        return next((each for each in point.operations if each.is_command(exchange.summary)), None)
    method, _, target = exchange.summary.partition(" ")
    return point.operation_of(method, target)


def _times(count: int) -> str:
    return {0: "by no call", 1: "once"}.get(count, f"{count} times")
