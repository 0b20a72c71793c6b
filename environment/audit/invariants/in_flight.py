"""Work in flight: services have finished all of it once the bookstore is idle."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from environment.audit.breach import AuditBreach, BreachKind, EvidenceTable
from environment.audit.facts.snapshot import Snapshot
from environment.audit.invariants.sentences import counted, money, rows_of
from environment.topology import topology

# A state that is missing here is no state in which nothing is left to do.
_KNOWN_OF_ORDERS = ("placed", "awaiting", "owed", "paid", "canceling", "canceled")
_CANCELED = ("orders -> payments: reversal", "orders -> inventory: restock")
_ENDED_OF_MAILS = ("sent", "bounced", "unconfirmed")
_WORK_OF = {
    "checkout": BreachKind.CHECKOUT_UNFINISHED,
    "payments": BreachKind.PAYMENT_UNSETTLED,
    "orders": BreachKind.MESSAGE_WAITING,
    "notifications": BreachKind.MAIL_WAITING,
}


def work_of(services: Collection[str]) -> dict[str, str]:
    """The kinds of breaches that only these services can end, each with its reason: they are down."""
    return {kind: f"{service} is down" for service, kind in _WORK_OF.items() if service in services}


def checkouts_have_ended(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Every checkout has ended."""
    for checkout in snapshot.checkouts:
        if not checkout.finished:
            total = money(checkout.agreed, checkout.currency)
            attempts = counted(checkout.attempts, "attempt", "attempts")
            where = f'{checkout.state} at "{checkout.step}" after {attempts}'
            sentence = f"a checkout over {total} has not ended: it is {where}"
            evidence = rows_of(snapshot, checkout.checkout_id)
            yield AuditBreach(BreachKind.CHECKOUT_UNFINISHED, sentence, evidence)


def payments_are_settled(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Every payment has a known outcome."""
    for payment in snapshot.payments:
        if payment.due:
            amount, name = money(payment.amount, payment.currency), snapshot.order_name(payment.checkout_id)
            sentence = f"the payment of {amount} for {name} is not settled: it is {payment.state}"
            yield AuditBreach(BreachKind.PAYMENT_UNSETTLED, sentence, rows_of(snapshot, payment.checkout_id))


def orders_have_settled(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Every order is paid or canceled, waits for a transfer, or is owed on invoice."""
    unfinished = {checkout.checkout_id for checkout in snapshot.checkouts if not checkout.finished}
    for order in snapshot.orders:
        links: tuple[str, ...] = ()
        if order.state == "canceling":
            sentence = f"the cancellation of order {order.number} has not ended"
            links = _CANCELED
        elif order.state == "placed" and order.checkout_id not in unfinished:
            sentence = f"order {order.number} is neither paid nor canceled, although its checkout has ended"
        elif order.state not in _KNOWN_OF_ORDERS:
            sentence = f"order {order.number} is in the state {order.state}, which the audit does not know"
        else:
            continue
        rows = rows_of(snapshot, order.checkout_id)
        yield AuditBreach(BreachKind.ORDER_UNFINISHED, sentence, rows, links=links)


def messages_are_sent(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """The outbox of the order service is empty."""
    for message in snapshot.messages:
        what = message.subject or "a request"
        sentence = (
            f"the order service has not delivered {what} for {snapshot.order_name(message.checkout_id)} "
            f"to {message.destination} {_attempts(message.attempts, message.last_error)}"
        )
        evidence = (EvidenceTable.of("outbox", [message]), *rows_of(snapshot, message.checkout_id))
        receiver, _, _ = message.destination.partition(",")  # what follows says for which of its operations
        arrow = f"orders -> {receiver}"
        known = arrow if topology().has(arrow) else None
        yield AuditBreach(BreachKind.MESSAGE_WAITING, sentence, evidence, known)


def mails_are_sent(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """No mail waits for its next attempt."""
    for mail in snapshot.outgoing_mails:
        if mail.state not in _ENDED_OF_MAILS:
            is_queued = f"still queued {_attempts(mail.attempts, mail.last_error)}"
            is_unknown = f"in the state {mail.state}, which the audit does not know"
            what = is_queued if mail.state == "queued" else is_unknown
            sentence = f"the {mail.kind} mail of order {mail.order_number} is {what}"
            table = EvidenceTable.of("outgoing mails", [mail])
            yield AuditBreach(BreachKind.MAIL_WAITING, sentence, (table,))


def webhooks_are_delivered(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """The gateway has delivered every webhook."""
    if snapshot.webhooks:
        webhooks = counted(snapshot.webhooks, "webhook", "webhooks")
        yield AuditBreach(
            BreachKind.WEBHOOK_WAITING, f"the gateway has not delivered {webhooks} to the payments service"
        )


def _attempts(attempts: int, last_error: str | None) -> str:
    last = f", last error: {last_error}" if last_error else ""
    return f"({counted(attempts, 'attempt', 'attempts')}{last})"
