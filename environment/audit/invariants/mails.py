"""Mails: one confirmation for each paid order, one cancellation for each canceled one, and no other mail.

Each refund, shipment, return, exchange and change of address of an order has one as well. Exceptions are
copies that the staff requested, and reports to support about mails that could not be delivered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from environment.audit.breach import AuditBreach, BreachKind, EvidenceTable
from environment.audit.facts.mail_rows import OutgoingMailRow, ReceivedMailRow
from environment.audit.facts.snapshot import OrderRow, Snapshot
from environment.audit.invariants.sentences import money, rows_of
from environment.stack.service_settings import SUPPORT_MAIL

CONFIRMATION, CANCELLATION = "confirmation", "cancellation"
REFUND, REFUND_FAILURE, REDUCTION = "refund", "refund-failure", "reduction"
SHIPMENT, ADDRESS_CHANGE = "shipment", "address-change"
RETURN, EXCHANGE = "return", "exchange"
TRANSFER, UNDERPAYMENT, LAPSE = "transfer", "underpayment", "lapse"
INVOICE, RECEIPT, REMINDER = "invoice", "receipt", "reminder"
BOUNCE = "bounce"
_FIRST = TRANSFER, INVOICE, CONFIRMATION
_QUOTED_PAIR = re.compile(r"\\(.)")
_EVENTS = {
    CONFIRMATION: "order.paid",
    CANCELLATION: "order.canceled",
    REFUND: "order.refunded",
    REFUND_FAILURE: "order.refund_failed",
    REDUCTION: "order.reduced",
    SHIPMENT: "order.shipped",
    ADDRESS_CHANGE: "order.address_changed",
    RETURN: "order.returned",
    EXCHANGE: "order.exchanged",
    TRANSFER: "order.awaiting_transfer",
    UNDERPAYMENT: "order.underpaid",
    LAPSE: "order.lapsed",
    INVOICE: "order.owed",
    RECEIPT: "order.settled",
    REMINDER: "order.overdue",
}


def every_order_has_its_mails(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Every order has the mails that its state requires, each once."""
    for order in snapshot.orders:
        for kind, count in _required(snapshot, order).items():
            found = [
                each for each in snapshot.mails if (each.order_number, each.kind) == (order.number, kind)
            ]
            if len(found) > count:
                sentence = (
                    f"{len(found)} {kind} mails were delivered for order {order.number} instead of {count}"
                )
                yield AuditBreach(BreachKind.MAIL_TWICE, sentence, rows_of(snapshot, order.checkout_id))
            elif len(found) < count and not _in_flight(snapshot, order, kind):
                yield _missing(snapshot, order, kind)


def no_mail_is_needless(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Every mail belongs to an order whose state requires it."""
    required = {(order.number, kind) for order in snapshot.orders for kind in _required(snapshot, order)}
    for mail in snapshot.mails:
        if (mail.order_number, mail.kind) not in required:
            order = next((order for order in snapshot.orders if order.number == mail.order_number), None)
            why = f"the order is {order.state}" if order else "there is no such order"
            sentence = f'{", ".join(mail.recipients)} received a mail "{mail.subject}", but {why}'
            evidence = rows_of(snapshot, order.checkout_id) if order else ()
            table = EvidenceTable.of("mails at the mail server", [mail])
            yield AuditBreach(BreachKind.MAIL_NEEDLESS, sentence, evidence or (table,))


def confirmations_come_first(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """No mail about an order comes before its confirmation, or before what asks for its transfer.

    Where that mail could not be delivered, the others come without it, and a copy of it may come later.
    """
    for order in snapshot.orders:
        arrived = [each.kind for each in snapshot.mails if each.order_number == order.number]
        stored = [each for each in snapshot.outgoing_mails if each.order_number == order.number]
        first = next((kind for kind in _FIRST if kind in arrived), None)
        lost = any(each.lost for each in stored if each.kind == first)
        if first is None or first == arrived[0] or lost:
            continue
        sentence = f"the {arrived[0]} mail of order {order.number} arrived before its {first} mail"
        arrow = "notifications -> mail" if stored and stored[0].kind == first else "orders -> notifications"
        yield AuditBreach(BreachKind.MAIL_EARLY, sentence, rows_of(snapshot, order.checkout_id), arrow)


def mails_are_right(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Each mail states the order's total and goes to the customer who ordered."""
    orders = {order.number: order for order in snapshot.orders}
    for mail in snapshot.mails:
        order = orders.get(mail.order_number or "")
        if order is None:
            continue
        evidence = rows_of(snapshot, order.checkout_id)
        reader = SUPPORT_MAIL if mail.kind == BOUNCE else order.email
        if mail.total != order.grand_total and mail.kind != BOUNCE:
            yield AuditBreach(BreachKind.MAIL_TOTAL_WRONG, _wrong_total(mail, order), evidence)
        known = mail.kind == BOUNCE or order.persons is None
        strangers = [to for to in mail.recipients if known and _normal(to) != _normal(reader)]
        if strangers:
            sentence = f"{', '.join(strangers)} received a mail about order {order.number} of {reader}"
            yield AuditBreach(BreachKind.MAIL_TO_STRANGER, sentence, evidence)


def _required(snapshot: Snapshot, order: OrderRow) -> Mapping[str, int]:
    """The number of mails of each kind that the order's state requires."""
    canceled = order.was_accepted and order.state == "canceled" and not _erased_before(snapshot, order)
    outgoing = [mail for mail in snapshot.outgoing_mails if mail.order_number == order.number]
    copies = sum(mail.copy for mail in outgoing)
    invoiced = order.invoiced > 0 or order.is_owed or (order.on_invoice and order.paid)
    required = {
        CONFIRMATION: 0 if order.on_invoice else int(order.paid) + copies,
        INVOICE: int(invoiced) + copies if order.on_invoice else 0,
        RECEIPT: int(order.on_invoice and order.paid and not order.ended_by_refund),
        REMINDER: int(_was_reminded(snapshot, order)),
        CANCELLATION: int(canceled and not order.lapsed),
        TRANSFER: int(order.asked > 0),
        UNDERPAYMENT: order.underpayments,
        LAPSE: int(canceled and order.lapsed),
        REFUND: order.refunds,
        REFUND_FAILURE: order.failed_refunds,
        REDUCTION: order.reductions,
        SHIPMENT: order.shipments,
        ADDRESS_CHANGE: order.address_changes,
        RETURN: order.returns,
        EXCHANGE: order.exchanges,
        BOUNCE: sum(mail.lost for mail in outgoing if mail.kind != BOUNCE),
    }
    return {
        kind: count for kind, count in required.items() if count and kind not in snapshot.kinds_not_mailed
    }


def _was_reminded(snapshot: Snapshot, order: OrderRow) -> bool:
    return any(row.reminded_at and row.checkout_id == order.checkout_id for row in snapshot.reminders)


def _erased_before(snapshot: Snapshot, order: OrderRow) -> bool:
    """Whether an order was erased before its cancellation, of which there was nobody left to tell."""
    told = any((mail.order_number, mail.kind) == (order.number, CANCELLATION) for mail in snapshot.mails)
    return order.persons is not None and not told


def _outgoing(snapshot: Snapshot, order: OrderRow, kind: str, state: str) -> OutgoingMailRow | None:
    wanted = (order.number, kind, state)
    mails = snapshot.outgoing_mails
    return next((mail for mail in mails if (mail.order_number, mail.kind, mail.state) == wanted), None)


def _in_flight(snapshot: Snapshot, order: OrderRow, kind: str) -> bool:
    """Whether the mail or its event is still to be sent, which is a breach of a check in in_flight."""
    events = [each.subject for each in snapshot.messages if each.checkout_id == order.checkout_id]
    event = _EVENTS.get(kind, "no event")
    return event in events or _outgoing(snapshot, order, kind, "queued") is not None


def _missing(snapshot: Snapshot, order: OrderRow, kind: str) -> AuditBreach:
    evidence = rows_of(snapshot, order.checkout_id)
    if mail := _outgoing(snapshot, order, kind, "bounced"):
        sentence = f"the {kind} mail of order {order.number} to {mail.recipient} bounced: {mail.last_error}"
        return AuditBreach(BreachKind.MAIL_BOUNCED, sentence, evidence)
    if mail := _outgoing(snapshot, order, kind, "unconfirmed"):
        sentence = f"the delivery of the {kind} mail of order {order.number} is unknown: {mail.last_error}"
        return AuditBreach(BreachKind.MAIL_UNCONFIRMED, sentence, evidence)
    sentence = f"order {order.number} is {order.state}, but {order.email} received no {kind} mail"
    if kind == BOUNCE:
        sentence = (
            f"a mail about order {order.number} was not delivered, and support received no report of it"
        )
    return AuditBreach(BreachKind.MAIL_MISSING, sentence, evidence)


def _wrong_total(mail: ReceivedMailRow, order: OrderRow) -> str:
    stated = "no total" if mail.total is None else money(mail.total, order.currency)
    cost = money(order.grand_total, order.currency)
    return f"the {mail.kind} mail of order {order.number} states {stated}, but the order costs {cost}"


def _normal(address: str) -> str:
    """The address in one spelling: an international domain may be written in its ASCII form (RFC 5891).

    Quotes around the local part are not part of it (RFC 5321, section 4.1.2).
    """
    local, _, domain = address.rpartition("@")
    if local.startswith('"') and local.endswith('"'):
        local = _QUOTED_PAIR.sub(r"\1", local[1:-1])
    ascii_domain = domain if domain.isascii() else domain.encode("idna").decode()
    return f"{local}@{ascii_domain}".casefold()
