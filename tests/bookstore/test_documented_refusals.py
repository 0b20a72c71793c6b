"""The OpenAPI document of each service names the problem types with which each operation can refuse."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import pytest

from bookstore.platform.problem import BODY_TOO_LARGE, MEDIA_TYPE, TRY_AGAIN, UNEXPECTED_ERROR, Problem
from bookstore.platform.web import COMMON_PROBLEMS
from environment.stack.service_settings import SERVICES
from tests.bookstore.service_apps import app_of

_METHODS = ("get", "put", "post", "delete", "patch")


def refusals_of(service: str, monkeypatch: pytest.MonkeyPatch) -> Mapping[str, set[tuple[str, str]]]:
    """By operation, the status and the slug of each documented refusal."""
    paths = app_of(service, monkeypatch).openapi()["paths"]
    return {
        f"{method.upper()} {path}": set(_named(item[method]["responses"]))
        for path, item in paths.items()
        for method in item
        if method in _METHODS
    }


def _named(responses: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        (status, kind.rpartition("/")[2])
        for status, response in responses.items()
        if int(status) >= 400
        for kind in response["content"][MEDIA_TYPE]["schema"]["properties"]["type"]["enum"]
    ]


def problems_of(service: str) -> list[Problem]:
    errors = importlib.import_module(f"bookstore.{service}.errors")
    tables = (errors.PROBLEMS, COMMON_PROBLEMS, getattr(errors, "OUTCOMES", {}))
    return [problem for table in tables for problem in table.values()]


@pytest.mark.parametrize("service", SERVICES)
def test_every_refusal_of_a_service_is_documented_by_an_operation(
    service: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = set().union(*refusals_of(service, monkeypatch).values())
    known = {(str(each.status), each.slug) for each in problems_of(service)}
    assert sorted(known - named) == [], f"{service} can raise what no operation of it documents"


@pytest.mark.parametrize("service", SERVICES)
def test_every_operation_names_what_the_platform_refuses(
    service: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from_memory = {"GET /health", "GET /payments/circuit"}
    for operation, named in refusals_of(service, monkeypatch).items():
        assert {("413", BODY_TOO_LARGE.slug), ("500", UNEXPECTED_ERROR.slug)} <= named, operation
        assert (("503", TRY_AGAIN.slug) in named) == (operation not in from_memory), operation


@pytest.mark.parametrize(
    ("service", "operation", "named"),
    [
        ("cart", "GET /carts/{cart_id}", {"404 cart-not-found", "422 invalid-request"}),
        ("orders", "GET /orders", {"404 order-not-found", "422 invalid-request"}),
        ("pricing", "PUT /prices/{sku}/{currency}", {"422 invalid-request", "422 price-too-small"}),
        (
            "checkout",
            "GET /checkouts/{checkout_id}",
            {"404 no-such-checkout", "422 invalid-request"},
        ),
    ],
)
def test_an_operation_names_its_own_refusals_and_those_of_no_other(
    service: str, operation: str, named: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {f"{status} {slug}" for status, slug in refusals_of(service, monkeypatch)[operation]}
    everywhere = {"401 not-authenticated", "403 not-allowed", "413 body-too-large", "500 unexpected-error"}
    assert found - everywhere - {"503 try-again"} == named


def test_a_request_without_the_gateways_signature_is_refused_in_words_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    named = refusals_of("payments", monkeypatch)["POST /webhooks/stripe"]
    assert {slug for status, slug in named if status == "401"} == {"signature-not-valid"}


def test_an_operation_with_an_idempotency_key_names_the_refusal_of_the_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = refusals_of("cart", monkeypatch)
    holders = [operation for operation, named in found.items() if ("400", "idempotency-key-invalid") in named]
    assert holders == ["POST /carts/{cart_id}/lines"]
