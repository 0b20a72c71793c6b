"""The topology and the OpenAPI documents of the services name the same operations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from environment.doubles.gateway.routing import ROUTES
from environment.topology import PartKind, topology, topology_with_storefront
from tests.bookstore.service_apps import app_of
from tests.owed_entries import Place, hold_complete, hold_none

ROWS = Place("environment/topology/bookstore.toml", "# What services ask of each other.")
EXEMPT = {("GET", "/health")}
METHODS = ("get", "put", "post", "delete", "patch")
SERVICES = [name for name, part in topology().parts.items() if part.kind is PartKind.SERVICE]


def documented(service: str, monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, str]]:
    """Method and path of each operation in the service's document; nothing is started."""
    paths = app_of(service, monkeypatch).openapi()["paths"]
    found = {(method.upper(), path) for path, item in paths.items() for method in item if method in METHODS}
    return found - EXEMPT


def rows_of(callee: str) -> set[tuple[str, str]]:
    """With the rows of the storefront, which is the one caller of what the shop's pages show to all."""
    points = [point for point in topology_with_storefront().points.values() if point.callee == callee]
    return {(str(each.method), str(each.path)) for point in points for each in point.operations}


@pytest.mark.owed
@pytest.mark.parametrize("service", SERVICES)
def test_each_documented_operation_has_a_row_and_each_row_an_operation(
    service: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, rows = documented(service, monkeypatch), rows_of(service)
    hold_complete(
        {f"{service}: {method} {path}" for method, path in document - rows},
        ROWS,
        "add an operation to the integration point of each caller, as the head of the file says",
    )
    hold_none(
        f"{ROWS.file}: {service} does not document {method} {path}: remove the row, or add the route in "
        f"bookstore/{service}/routes.py"
        for method, path in sorted(rows - document)
    )


def test_each_row_of_the_gateway_is_a_route_of_the_sandbox() -> None:
    routes = {(method, f"/v1/{shape}") for method, shape in ROUTES}
    rows = {(method, re.sub(r"\{\w+\}", "*", path)) for method, path in rows_of("gateway")}
    assert sorted(rows - routes) == []


def tables_of(service: str) -> set[str]:
    schemas = (*Path("bookstore", service).rglob("schema.sql"), Path("bookstore/platform/outbox.sql"))
    text = "".join(schema.read_text("utf-8") for schema in schemas)
    return set(re.findall(r"CREATE TABLE (?:IF NOT EXISTS )?(\w+)", text))


def stored() -> Iterator[tuple[str, str, str]]:
    for point in topology().points.values():
        for operation in point.operations:
            for table in operation.stores:
                yield f"{point.arrow}: {operation.word}", point.callee, table


@pytest.mark.owed
@pytest.mark.parametrize(("row", "callee", "table"), list(stored()))
def test_what_a_row_says_to_be_stored_is_a_table_of_the_callee(row: str, callee: str, table: str) -> None:
    known = sorted(tables_of(callee))
    place = f"bookstore/{callee}/schema.sql: there is no table {table!r}, which {row} stores"
    hold_none([] if table in known else [f"{place}; tables are: {', '.join(known)}"])
