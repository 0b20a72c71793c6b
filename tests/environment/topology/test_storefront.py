"""The storefront's parts and arrows are optional, and its rows are what its programs and callees have."""

from __future__ import annotations

from typing import cast

import pytest
from fastapi.routing import iter_route_contexts
from starlette.routing import Route

from bookstore.storefront.app import application
from bookstore.storefront.shop import Storefront
from environment.doubles.identity.app import IdentityPages
from environment.doubles.identity.codes import SignInCodes
from environment.topology import PartKind, topology, topology_with_storefront
from tests.environment.topology.test_documents import documented

WHOLE = topology_with_storefront()
CALLEES = ("inventory", "pricing", "cart", "checkout", "orders")


class _NoPages:
    """What the application asks for when it is built; no request is made."""

    visits = None


class _NoShop:
    pages = _NoPages()


def rows_of(callee: str, *callers: str) -> set[tuple[str, str]]:
    points = [point for point in WHOLE.points.values() if point.callee == callee and point.caller in callers]
    return {(str(each.method), str(each.path)) for point in points for each in point.operations}


def test_the_usual_topology_has_nothing_of_it() -> None:
    assert "storefront" not in topology().parts
    assert not [name for name in topology().arrows if "storefront" in name]
    assert topology().parts.items() <= WHOLE.parts.items()
    assert topology().points.items() <= WHOLE.points.items()


def test_it_is_no_service_with_a_database() -> None:
    assert WHOLE.parts["storefront"].kind is PartKind.FRONT
    assert WHOLE.services == topology().services
    assert WHOLE.uninvited == topology().uninvited


def test_each_page_of_the_storefront_has_a_row_and_each_row_a_page() -> None:
    app = application(cast(Storefront, _NoShop()))
    routes = {
        (method, route.path_format)
        for route in iter_route_contexts(app.routes)
        for method in route.methods or ()
    }
    assert routes - {("GET", "/health")} == rows_of("storefront", "customer")


def test_each_route_of_the_identity_provider_has_a_row_and_each_row_a_route() -> None:
    routes: list[Route] = IdentityPages(cast(SignInCodes, None), "https://shop.example").routes()
    found = {(method, route.path) for route in routes for method in route.methods or () if method != "HEAD"}
    assert found - {("GET", "/health")} == rows_of("identity", "customer", "storefront")


@pytest.mark.parametrize("callee", CALLEES)
def test_each_call_of_the_storefront_is_documented_by_its_callee(
    callee: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert rows_of(callee, "storefront") <= documented(callee, monkeypatch)


def test_the_callees_are_those_of_the_settings() -> None:
    assert set(WHOLE.callees_of("storefront")) == {*CALLEES, "identity"}
