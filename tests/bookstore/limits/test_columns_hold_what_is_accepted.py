"""The tables of a service hold what its requests say: no column is narrower than the field stored in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from environment.topology import topology
from steps.vocabulary.field_limits import DocumentedFields, FieldLimits, Limits, narrower
from tests.bookstore.limits import flows
from tests.bookstore.limits.columns import columns
from tests.bookstore.service_apps import app_of

OF_SOMETHING_ELSE = {
    ("payments -> orders: refund notice", "orders.state"): "the notice has the state of the refund",
    ("orders -> notifications: event", "mails.kind"): "the event has the kinds of titles",
    (
        "orders -> payments: capture of a parcel",
        "payments.amount",
    ): "a capture has a part of that amount, or none",
}


def stored_fields(service: str, documents: flows.Documents) -> Iterator[tuple[str, str, str, Limits]]:
    """Operation, tables that it changes, field and limits of each field of a request to the service."""
    rows = flows.rows()
    for point in (point for point in topology().points.values() if point.callee == service):
        for each in point.operations:
            operation = f"{point.arrow}: {each.word}"
            for field, limits in documents[service].of_request(str(each.method), str(each.path)).items():
                row = rows.get((operation, field))
                origin = row.limits(documents) if row and point.caller in topology().people else limits
                yield operation, " ".join(each.stores), field, origin


def too_narrow(service: str, documents: flows.Documents) -> Iterator[str]:
    """A sentence for each column that refuses a value of a field with its name."""
    tables = list(columns(service))
    for operation, stores, field, limits in stored_fields(service, documents):
        given = tuple(each for each in limits if each.kind in ("string", "integer"))
        for table, column, taken in tables:
            if (operation, f"{table}.{column}") in OF_SOMETHING_ELSE or table not in stores.split():
                continue
            if column == flows.name_of(field) and (found := narrower(column, given, (taken,))):
                yield f"{operation}: {service} accepts {found[0]}, its column {table}.{column} {found[1]}"


@pytest.mark.parametrize("service", topology().services)
def test_no_column_refuses_what_the_document_accepts(service: str, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = {service: DocumentedFields(app_of(service, monkeypatch).openapi())}
    assert list(too_narrow(service, documents)) == []


def test_columns_are_read_with_their_limits() -> None:
    found = {(table, column): limits for table, column, limits in columns("cart")}
    assert found["cart_lines", "quantity"] == FieldLimits(
        {"type": "integer", "maximum": 2**31 - 1, "minimum": 1}
    )
