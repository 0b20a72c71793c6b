"""What the report shows of one scenario: guilty arrow, diagram, exchanges, mails, breaches, stored rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType

from environment.audit.breach import AuditBreach, EvidenceTable
from environment.audit.facts.snapshot import Snapshot
from environment.doubles.mail.inbox_client import DeliveredMail
from environment.evidence.diagnosis.missing_calls import AbsentCall
from environment.evidence.diagnosis.root_cause import RootCause
from environment.evidence.diagram.drawing import sequence_diagram
from environment.evidence.diagram.ghosts import Ghost
from environment.evidence.diagram.refused_tries import refused_tries
from environment.evidence.diagram.rows import Divider
from environment.evidence.recording.exchange import STAFF, Exchange
from environment.reporting import attachments
from environment.reporting.answer_page import answer_page
from steps.world.answer_table import AnswerTable

_HTTP = ("http", "https")
_STORED = (
    "checkouts",
    "orders",
    "payments",
    "charges",
    "refunds",
    "reservations",
    "titles",
    "outgoing_mails",
)
_NAMES = {
    "charges": "the gateway's ledger: payments",
    "refunds": "the gateway's ledger: refunds",
    "outgoing_mails": "outgoing mails",
}


def show_root_cause(told: str, root_cause: RootCause | None) -> None:
    """Show the guilty arrow at the top of the page, a line for each that is likely."""
    for line in told.splitlines():
        attachments.show_text(line)
    if root_cause:
        attachments.label("arrow", root_cause.arrow)


def attach_diagram(
    exchanges: Sequence[Exchange],
    root_cause: RootCause | None,
    *,
    absent: Iterable[AbsentCall] = (),
    logs: Mapping[str, Sequence[str]] | None = None,
    dividers: Collection[Divider],
    prepared_until: float | None,
    stand_ins: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Show the diagram, with the calls that are `absent` as ghosts, and those that the `logs` tell of.

    `prepared_until` is in Unix seconds.
    """
    drawing = sequence_diagram(
        exchanges,
        dividers=dividers,
        prepared_until=prepared_until,
        root_cause=_number(root_cause),
        ghosts=[_ghost(each, root_cause) for each in absent],
        refused=refused_tries(logs or {}, exchanges),
        stand_ins=stand_ins,
    )
    attachments.show_svg(drawing, "What happened, call by call")


def attach_exchanges(exchanges: Sequence[Exchange], root_cause: RootCause | None) -> None:
    """Attach the guilty HTTP exchange, then each other one, without those of the staff."""
    number = _number(root_cause)
    for exchange in exchanges:
        if exchange.number == number:
            _attach(exchange, "guilty: ")
    for exchange in exchanges:
        if exchange.caller != STAFF and exchange.number != number:
            _attach(exchange)


def attach_breaches(breaches: Sequence[AuditBreach]) -> None:
    """Attach the evidence of each breach of the audit."""
    for breach in breaches:
        for table in breach.evidence:
            attachments.attach_csv(f"{breach.kind}: {table.name}", table.headings, table.rows)


def attach_answer_tables(tables: Sequence[AnswerTable]) -> None:
    """Attach each table of answers as a page, and as rows for a spreadsheet."""
    for table in tables:
        attachments.attach_html(table.title, answer_page(table))
        rows = [(each.row, each.column, each.expected, each.given) for each in table.answers]
        attachments.attach_csv(f"{table.title}: answers", ("row", "column", "expected", "given"), rows)


def attach_mails(mails: Sequence[DeliveredMail]) -> None:
    """Attach each mail as its reader receives it."""
    for mail in mails:
        name = f"mail to {', '.join(mail.recipients)}: {mail.subject}"
        headers = "\n".join(f"{key}: {value}" for key, value in mail.headers)
        attachments.attach_text(name, f"{headers}\n\n{mail.text}")
        if mail.html:
            attachments.attach_html(f"{name} (HTML)", mail.html)


def attach_snapshot(snapshot: Snapshot) -> None:
    """Attach the rows of the services and of the gateway's ledger as tables."""
    for name in _STORED:
        table = EvidenceTable.of(_NAMES.get(name, name), getattr(snapshot, name))
        if table.rows:
            attachments.attach_csv(table.name, table.headings, table.rows)


def _number(root_cause: RootCause | None) -> int | None:
    return root_cause.exchange.number if root_cause and root_cause.exchange else None


def _ghost(absent: AbsentCall, root_cause: RootCause | None) -> Ghost:
    told = (root_cause.arrow, root_cause.reason) if root_cause else None
    is_root_cause = told == (absent.arrow, absent.sentence)
    return Ghost(
        absent.at, absent.arrow, absent.name, absent.called, absent.expected, root_cause=is_root_cause
    )


def _attach(exchange: Exchange, mark: str = "") -> None:
    if exchange.protocol not in _HTTP or exchange.request is None:
        return
    shown = exchange.answer or exchange.answered
    status = shown.status if shown else None
    name = f"{mark}{exchange.edge}: {exchange.summary} {status or exchange.outcome}"
    attachments.attach_http(name, exchange)
