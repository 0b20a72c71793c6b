"""What a service accepts and hands on is accepted by the services that receive it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from environment.topology import topology
from steps.vocabulary.field_limits import DocumentedFields, narrower
from tests.bookstore.limits import flows
from tests.bookstore.service_apps import app_of
from tests.owed_entries import Place, hold_none

PLACE = Place("tests/bookstore/limits/flows.txt", "arrow: operation | field")


@pytest.fixture(scope="module")
def documents() -> Iterator[flows.Documents]:
    with pytest.MonkeyPatch.context() as patch:
        yield {name: DocumentedFields(app_of(name, patch).openapi()) for name in topology().services}


def disagreements(operation: str, documents: flows.Documents) -> Iterator[str]:
    """A sentence for each field of unknown origin, and for each limit that is narrower at the callee."""
    callee, called = flows.operation_called(operation)
    caller, known = operation.partition(" -> ")[0], flows.rows()
    for field, taken in documents[callee].of_request(str(called.method), str(called.path)).items():
        row = known.get((operation, field))
        origins = [row.limits(documents)] if row else list(flows.same_named(field, documents[caller]))
        if not origins:
            yield f"{operation}: nothing says where {field!r} comes from: add a line"
        for given in origins:
            if found := narrower(flows.name_of(field), given, taken):
                yield (
                    f"{operation}: {caller} accepts {found[0]}, {callee} {found[1]} ({field}): "
                    "where the value comes from another field, or is limited before, add a line that says so"
                )


@pytest.mark.owed
@pytest.mark.parametrize("operation", list(flows.between_services()))
def test_a_callee_accepts_what_its_caller_has_accepted(operation: str, documents: flows.Documents) -> None:
    hold_none(f"{PLACE}: {each}" for each in disagreements(operation, documents))


def test_each_line_is_about_a_field_that_exists(documents: flows.Documents) -> None:
    for operation, field in flows.rows():
        callee, called = flows.operation_called(operation)
        fields = documents[callee].of_request(str(called.method), str(called.path))
        assert field in fields, f"{flows.TABLE.name}: the request of {operation!r} has no field {field!r}"
