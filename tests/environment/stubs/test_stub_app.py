"""What every stub has in common: credentials, the checks by its document, problem documents, its memory."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.environment.stubs.asking import TOKEN, AskedStub

SKU = "9780441172719"
TITLE = {"title": "Dune"}


@pytest.fixture
def inventory() -> AskedStub:
    return AskedStub("inventory")


def test_a_request_without_credentials_is_refused(inventory: AskedStub) -> None:
    refused = inventory.ask(f"PUT /titles/{SKU}", TITLE)
    assert (refused.status, refused.slug) == (401, "not-authenticated")
    assert refused.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("caller", ["cart", "orders"])
def test_a_service_that_the_document_does_not_name_is_refused(inventory: AskedStub, caller: str) -> None:
    refused = inventory.by(caller, f"PUT /titles/{SKU}", TITLE)
    assert (refused.status, refused.slug) == (403, "not-allowed")


def test_a_token_for_another_service_is_refused(inventory: AskedStub) -> None:
    token = inventory.tokens.token("cart", "pricing")
    refused = inventory.ask(f"GET /availability?sku={SKU}", None, {"authorization": f"Bearer {token}"})
    assert refused.status == 401


def test_a_token_that_another_service_has_signed_is_refused(inventory: AskedStub) -> None:
    token = inventory.tokens.token("cart", "inventory", signed_by="checkout")
    refused = inventory.ask(f"GET /availability?sku={SKU}", None, {"authorization": f"Bearer {token}"})
    assert refused.status == 401


def test_a_token_expires_on_the_clock_of_the_run(inventory: AskedStub) -> None:
    token = inventory.tokens.token("cart", "inventory")
    inventory.now.advance(timedelta(minutes=2))
    refused = inventory.ask(f"GET /availability?sku={SKU}", None, {"authorization": f"Bearer {token}"})
    assert (refused.status, refused.body["detail"]) == (401, "the token has expired")


@pytest.mark.parametrize("token", ["", "no token", "a.b.c"])
def test_what_cannot_be_read_is_no_token(inventory: AskedStub, token: str) -> None:
    refused = inventory.ask(f"GET /availability?sku={SKU}", None, {"authorization": f"Bearer {token}"})
    assert refused.status == 401


@pytest.mark.parametrize(
    ("request_line", "body", "field"),
    [
        ("PUT /titles/1", TITLE, "path"),
        (f"PUT /titles/{SKU}", {}, "body.title"),
        (f"PUT /titles/{SKU}", {**TITLE, "pages": 1}, "body.pages"),
        (f"PUT /titles/{SKU}", b"{", None),
        ("GET /availability", None, "query"),
    ],
)
def test_a_request_that_does_not_fit_the_document_is_refused(
    inventory: AskedStub, request_line: str, body: Any, field: str | None
) -> None:
    refused = inventory.by("staff", request_line, body)
    assert (refused.status, refused.slug) == (422, "invalid-request")
    assert [each["field"] for each in refused.body["errors"]] == ([field] if field else [])


def test_a_refusal_has_the_status_and_the_title_of_the_document(inventory: AskedStub) -> None:
    refused = inventory.by("staff", f"POST /titles/{SKU}/withdrawal")
    assert (refused.status, refused.slug) == (404, "title-not-found")
    assert refused.body["title"] == "There is no such title"
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.headers["cache-control"] == "no-store"


def test_an_address_and_a_method_that_are_not_documented_are_refused(inventory: AskedStub) -> None:
    assert inventory.ask("GET /nowhere").status == 404
    refused = inventory.ask(f"PATCH /titles/{SKU}")
    assert (refused.status, refused.headers["allow"]) == (405, "PUT")


def test_an_operation_without_a_method_is_answered_as_no_service_does() -> None:
    refused = AskedStub("notifications").by("staff", "GET /mails?order_number=BK-0000-0000")
    assert (refused.status, refused.slug) == (501, "not-stubbed")
    assert refused.body["detail"] == "the stub of notifications has no GET /mails"


def test_a_service_without_a_stub_has_its_document_and_nothing_else() -> None:
    absent = AskedStub("cart")
    assert absent.ask("GET /openapi.json").body["info"]["title"] == "Bookstore cart"
    assert absent.ask("GET /health").status == 200
    assert absent.by("staff", "POST /carts", {"currency": "USD"}).status == 501


def test_the_suite_alone_empties_the_memory(inventory: AskedStub) -> None:
    inventory.by("staff", f"PUT /titles/{SKU}", TITLE)
    assert inventory.by("staff", "DELETE /_stub/memory").status == 401
    assert len(inventory.by("cart", f"GET /availability?sku={SKU}").body["titles"]) == 1
    assert inventory.ask("DELETE /_stub/memory", None, {"authorization": f"Bearer {TOKEN}"}).status == 204
    assert inventory.by("cart", f"GET /availability?sku={SKU}").body == {"titles": []}
