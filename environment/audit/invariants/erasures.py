"""Erasures: an order that was erased names no person, nor do its parcels, its events and its mails."""

from __future__ import annotations

from collections.abc import Iterator

from environment.audit.breach import AuditBreach, BreachKind, EvidenceTable
from environment.audit.facts.mail_rows import OutgoingMailRow
from environment.audit.facts.snapshot import Snapshot
from environment.audit.invariants.mails import BOUNCE
from environment.audit.invariants.sentences import rows_of


def erased_orders_name_no_person(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """The service of orders has erased its part at once, notifications as soon as it has been asked."""
    asked = {message.checkout_id for message in snapshot.messages}
    for order in snapshot.orders:
        if order.persons is None:
            continue
        for where in order.persons:
            sentence = f"order {order.number} was erased, but {where} still names its person"
            yield AuditBreach(
                BreachKind.PERSON_KEPT, sentence, rows_of(snapshot, order.checkout_id), "inside orders"
            )
        mails = [mail for mail in snapshot.outgoing_mails if mail.order_number == order.number]
        for mail in mails if order.checkout_id not in asked else ():
            if mail.recipient:
                yield _kept_by_mail(mail)


def _kept_by_mail(mail: OutgoingMailRow) -> AuditBreach:
    what = "report to support" if mail.kind == BOUNCE else f"{mail.kind} mail"
    sentence = f"order {mail.order_number} was erased, but notifications still has its {what}"
    return AuditBreach(BreachKind.PERSON_KEPT, sentence, (EvidenceTable.of("outgoing mails", [mail]),))
