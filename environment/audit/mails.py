"""Mails: one confirmation for each paid order, one cancellation for each canceled one, and nothing else.

Nothing else but copies that the staff wanted, and what support is told of mails that could not be delivered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from environment.audit.breach import Breach, Kind, Table
from environment.audit.snapshot import Books, Mail, Order, Post
from environment.audit.formatting import dossier, written
from environment.stack.service_settings import SUPPORT_MAIL

CONFIRMATION, CANCELLATION = "confirmation", "cancellation"
REFUND, REFUND_FAILURE = "refund", "refund-failure"
BOUNCE = "bounce"
_QUOTED_PAIR = re.compile(r"\\(.)")
_SAID = {
    CONFIRMATION: "confirmed",
    CANCELLATION: "told to be canceled",
    REFUND: "told to be refunded",
    REFUND_FAILURE: "told that its refund failed",
    BOUNCE: "reported to support as undelivered",
}
_EVENTS = {
    CONFIRMATION: "order.paid",
    CANCELLATION: "order.canceled",
    REFUND: "order.refunded",
    REFUND_FAILURE: "order.refund_failed",
}


def every_order_is_told_once(books: Books) -> Iterator[Breach]:
    """One mail of each kind that the order's state asks for. A waiting mail is the business of in_flight."""
    for order in books.orders:
        for kind, count in _wanted(books, order).items():
            found = [mail for mail in books.mails if (mail.order_number, mail.kind) == (order.number, kind)]
            if len(found) > count:
                sentence = f"order {order.number} was {_SAID[kind]} by {len(found)} mails"
                yield Breach(Kind.MAIL_TWICE, sentence, dossier(books, order.checkout_id))
            elif len(found) < count and not _on_its_way(books, order, kind):
                yield _missing(books, order, kind)


def no_mail_is_needless(books: Books) -> Iterator[Breach]:
    """Nobody is told of what has not happened."""
    wanted = {(order.number, kind) for order in books.orders for kind in _wanted(books, order)}
    for mail in books.mails:
        if (mail.order_number, mail.kind) not in wanted:
            order = next((order for order in books.orders if order.number == mail.order_number), None)
            why = f"the order is {order.state}" if order else "there is no such order"
            sentence = f'{", ".join(mail.recipients)} got a mail "{mail.subject}", but {why}'
            evidence = dossier(books, order.checkout_id) if order else ()
            table = Table.of("mails at the mail server", [mail])
            yield Breach(Kind.MAIL_NEEDLESS, sentence, evidence or (table,))


def mails_are_right(books: Books) -> Iterator[Breach]:
    """Each mail states the order's total and goes to whoever ordered."""
    orders = {order.number: order for order in books.orders}
    for mail in books.mails:
        order = orders.get(mail.order_number or "")
        if order is None:
            continue
        evidence = dossier(books, order.checkout_id)
        reader = SUPPORT_MAIL if mail.kind == BOUNCE else order.email
        if mail.total != order.grand_total and mail.kind != BOUNCE:
            yield Breach(Kind.MAIL_TOTAL_WRONG, _wrong_total(mail, order), evidence)
        strangers = [to for to in mail.recipients if _plain(to) != _plain(reader)]
        if strangers:
            sentence = f"{', '.join(strangers)} got a mail about order {order.number} of {reader}"
            yield Breach(Kind.MAIL_TO_STRANGER, sentence, evidence)


def _wanted(books: Books, order: Order) -> Mapping[str, int]:
    """How many mails of each kind there have to be."""
    canceled = order.paid and order.state == "canceled"
    posts = [post for post in books.posts if post.order_number == order.number]
    wanted = {
        CONFIRMATION: int(order.paid) + sum(post.copy for post in posts),
        CANCELLATION: int(canceled),
        REFUND: order.refunds,
        REFUND_FAILURE: order.failed_refunds,
        BOUNCE: sum(post.lost for post in posts if post.kind != BOUNCE),
    }
    return {kind: count for kind, count in wanted.items() if count}


def _post(books: Books, order: Order, kind: str, *states: str) -> Post | None:
    """A mail of this kind that is in one of these states."""
    wanted = (order.number, kind)
    found = (post for post in books.posts if (post.order_number, post.kind) == wanted)
    return next((post for post in found if post.state in states), None)


def _on_its_way(books: Books, order: Order, kind: str) -> bool:
    told = [one.subject for one in books.messages if one.checkout_id == order.checkout_id]
    return _EVENTS.get(kind, "of no event") in told or _post(books, order, kind, "queued") is not None


def _missing(books: Books, order: Order, kind: str) -> Breach:
    evidence = dossier(books, order.checkout_id)
    if post := _post(books, order, kind, "bounced"):
        sentence = f"the {kind} of order {order.number} came back from {post.recipient}: {post.last_error}"
        return Breach(Kind.MAIL_BOUNCED, sentence, evidence)
    if post := _post(books, order, kind, "unconfirmed"):
        sentence = f"nobody knows whether the {kind} of order {order.number} was delivered: {post.last_error}"
        return Breach(Kind.MAIL_UNCONFIRMED, sentence, evidence)
    sentence = f"order {order.number} is {order.state}, but {order.email} got no {kind}"
    if kind == BOUNCE:
        sentence = f"a mail about order {order.number} could not be delivered, and support was not told"
    return Breach(Kind.MAIL_MISSING, sentence, evidence)


def _wrong_total(mail: Mail, order: Order) -> str:
    said = "no total" if mail.total is None else written(mail.total, order.currency)
    cost = written(order.grand_total, order.currency)
    return f"the {mail.kind} of order {order.number} says {said}, but the order costs {cost}"


def _plain(address: str) -> str:
    """In one spelling: an international domain may be written in its ASCII form (RFC 5891).

    Quotes around the name are no part of it (RFC 5321, section 4.1.2).
    """
    local, _, domain = address.rpartition("@")
    if local.startswith('"') and local.endswith('"'):
        local = _QUOTED_PAIR.sub(r"\1", local[1:-1])
    ascii_domain = domain if domain.isascii() else domain.encode("idna").decode()
    return f"{local}@{ascii_domain}".casefold()
