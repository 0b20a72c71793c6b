"""Tells a scenario in the report: a drawing of what happened, every exchange, the evidence of a red one."""

from __future__ import annotations

from collections.abc import Sequence

from environment.audit.breach import Breach, Table
from environment.audit.snapshot import Books
from environment.doubles.mail.inbox_client import DeliveredMail
from environment.evidence.diagnosis.root_cause import Guilty
from environment.evidence.diagram import sequence_diagram
from environment.evidence.recording.exchange import Exchange, Message
from environment.reporting import evidence
from environment.reporting.http_exchange import HttpExchange
from environment.session.scenario_record import Case

_HTTP = ("http", "https")
_PREPARING = "staff"
_TABLES = {"charges": "the gateway's ledger: payments", "refunds": "the gateway's ledger: refunds"}


def tell(
    case: Case, exchanges: Sequence[Exchange], guilty: Guilty | None, *, drawing_alone: bool = False
) -> None:
    """The guilty arrow in one line, the diagram below it, and each HTTP exchange of the scenario's act."""
    number = guilty.exchange.number if guilty and guilty.exchange else None
    if guilty:
        evidence.show_text(guilty.headline)
        evidence.label("arrow", guilty.arrow)
    drawing = sequence_diagram(exchanges, moments=case.moments, prepared_until=case.acted_at, guilty=number)
    evidence.show_svg(drawing, "What happened, call by call")
    if drawing_alone:
        return
    for exchange in exchanges:
        if exchange.number == number:
            _attach(exchange, "guilty: ")
    for exchange in exchanges:
        if exchange.caller != _PREPARING and exchange.number != number:
            _attach(exchange)


def tell_breaches(breaches: Sequence[Breach]) -> None:
    """The rows behind each breach of the audit."""
    for breach in breaches:
        for table in breach.evidence:
            evidence.attach_csv(f"{breach.kind}: {table.name}", table.headings, table.rows)


def tell_mails(mails: Sequence[DeliveredMail]) -> None:
    """Each mail as its reader gets it."""
    for mail in mails:
        name = f"mail to {', '.join(mail.recipients)}: {mail.subject}"
        headers = "\n".join(f"{key}: {value}" for key, value in mail.headers)
        evidence.attach_text(name, f"{headers}\n\n{mail.text}")
        if mail.html:
            evidence.attach_html(f"{name} (HTML)", mail.html)


def tell_books(books: Books) -> None:
    """What the services have stored and what the gateway's ledger holds, as tables."""
    for name in ("checkouts", "orders", "payments", "charges", "refunds", "reservations", "titles", "posts"):
        table = Table.of(_TABLES.get(name, name), getattr(books, name))
        if table.rows:
            evidence.attach_csv(table.name, table.headings, table.rows)


def _attach(exchange: Exchange, mark: str = "") -> None:
    if exchange.protocol not in _HTTP or exchange.request is None:
        return
    shown = exchange.answer or exchange.answered
    status = shown.status if shown else None
    name = f"{mark}{exchange.edge}: {exchange.summary} {status or exchange.outcome}"
    evidence.attach_http(name, _as_http(exchange, exchange.request, shown))


def _as_http(exchange: Exchange, request: Message, answer: Message | None) -> HttpExchange:
    method, _, rest = request.head.partition(" ")
    touched = f"{', '.join(exchange.faults)}: {exchange.outcome}" if exchange.faults else None
    return HttpExchange(
        method=method,
        url=f"{exchange.protocol}://{exchange.callee}{rest.rpartition(' ')[0]}",
        start=exchange.started,
        stop=exchange.ended or exchange.started,
        request_headers=request.headers,
        request_body=request.body.encode(),
        status=answer.status if answer else None,
        response_headers=answer.headers if answer else (),
        response_body=answer.body.encode() if answer else b"",
        error=touched or (None if answer else exchange.outcome),
    )
