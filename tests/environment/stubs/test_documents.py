"""The document of a stub is that of its service, and a stub offers operations of its document alone."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest

from environment.stubs.kinds import STUBS
from environment.stubs.stub import DOCUMENTS, document_of, offered_operation
from environment.topology import topology
from environment.topology.integration import integration_orders
from tests.bookstore.service_apps import app_of
from tests.owed_entries import Place, hold_complete, hold_none


@pytest.mark.owed
@pytest.mark.parametrize("service", topology().services)
def test_the_document_of_a_stub_is_that_of_its_service(service: str, monkeypatch: pytest.MonkeyPatch) -> None:
    of_service = json.loads(json.dumps(app_of(service, monkeypatch).openapi()))
    written = document_of(service) if (DOCUMENTS / f"{service}.json").exists() else None
    if written != of_service:
        what = "there is none yet" if written is None else "its service has changed"
        hold_none([f"environment/stubs/documents/{service}.json: {what}: run `make documents`"])


@pytest.mark.owed
def test_each_service_that_is_called_before_it_is_real_has_a_stub() -> None:
    orders = integration_orders()
    stubs = {stub for order in orders.levels for level in orders.all_levels(order) for stub in level.stubs}
    hold_complete(
        stubs - STUBS.keys(),
        Place("environment/stubs/kinds.py", "STUBS: "),
        "write environment/stubs/{it}.py, with a method for each operation, and add its class here; or make "
        "it real at each level at which a caller is (environment/topology/integration.toml)",
    )


@pytest.mark.parametrize("service", STUBS)
def test_a_stub_offers_operations_of_its_document_alone(service: str) -> None:
    paths = document_of(service)["paths"]
    documented = {f"{method.upper()} {path}" for path, operations in paths.items() for method in operations}
    assert STUBS[service].offered() <= documented


def test_an_address_of_its_own_comes_before_one_with_a_variable() -> None:
    found = offered_operation(STUBS["payments"], "GET", "/payments/circuit")
    assert found == "GET /payments/circuit"


@pytest.mark.parametrize("service", topology().services)
def test_no_answer_may_leave_out_a_field_that_has_a_value(service: str) -> None:
    """A field with a default would be missing in one answer and there in another, and both would be right.

    What is read in requests as well may be older than the field.
    """
    document = document_of(service)
    defaults = {
        f"{name}.{field}"
        for name in _schemas_of(document, "responses") - _schemas_of(document, "requestBody")
        for field, schema in document["components"]["schemas"][name].get("properties", {}).items()
        if "default" in schema
    }
    assert not defaults


def _schemas_of(document: Mapping[str, Any], part: str) -> set[str]:
    """The named schemas that answers or requests are made of."""
    operations = [each for path in document["paths"].values() for each in path.values()]
    new = {name for each in operations for name in _named(each.get(part, {}))}
    found = set[str]()
    while new:
        found |= new
        new = {name for each in new for name in _named(document["components"]["schemas"][each])} - found
    return found


def _named(part: object) -> set[str]:
    return set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(part)))
