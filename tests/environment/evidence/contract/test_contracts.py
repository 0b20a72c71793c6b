"""Recorded exchanges are checked against the OpenAPI documents of the services."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from environment.evidence.contract.check import Contracts
from environment.evidence.recording.exchange import Exchange, RecordedMessage
from tests.environment.evidence.contract.exchanges import DOCUMENT, exchange, message

SKU = "9784117738711"
PATH = f"/payments/{uuid4()}"
GOOD: dict[str, Any] = {"token": "pm_visa", "attempts": 1}


@pytest.fixture(name="contracts")
def _contracts() -> Contracts:
    return Contracts({"inventory": DOCUMENT, "cart": {"openapi": "3.1.0", "paths": {}}})


def asking(query: str = f"sku={SKU}") -> RecordedMessage:
    return message(f"GET /availability?{query} HTTP/1.1")


def paying(body: object = None, path: str = PATH, key: str = "abc") -> RecordedMessage:
    return message(f"PUT {path} HTTP/1.1", GOOD if body is None else body, Idempotency_Key=key)


def answer(body: object, status: int = 200, kind: str = "application/json") -> RecordedMessage:
    return message(f"HTTP/1.1 {status}", body, kind)


def sentences(contracts: Contracts, *exchanges: Exchange) -> list[str]:
    return [breach.sentence for breach in contracts.all_breaches(exchanges)]


def titles(**title: object) -> dict[str, Any]:
    return {"titles": [{"sku": SKU, "available": 1, **title}]}


def test_an_exchange_that_keeps_the_document_is_no_breach(contracts: Contracts) -> None:
    assert sentences(contracts, exchange(asking(f"sku={SKU}&sku={SKU}&page=2"), answer(titles()))) == []
    assert sentences(contracts, exchange(paying(), answer(GOOD, 201))) == []


def test_an_id_sent_as_a_number_is_a_breach_with_arrow_operation_and_field(contracts: Contracts) -> None:
    found = contracts.breaches(exchange(asking(), answer(titles(sku=int(SKU))), number=7))[0]

    assert found.sentence == (
        "cart -> inventory: GET /availability: the answer's field titles[0].sku should be a string, "
        "but is 9784117738711"
    )
    assert (found.arrow, found.operation, found.where, found.field, found.exchange) == (
        "cart -> inventory",
        "GET /availability",
        "response",
        "titles[0].sku",
        7,
    )


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({"titles": [{"sku": SKU}]}, "the answer's field titles[0].available is missing"),
        (titles(available=-1), "the answer's field titles[0].available should be at least 0, but is -1"),
        (titles(note=7), "the answer's field titles[0].note should be a string or null, but is 7"),
        (
            titles(note="too long"),
            'the answer\'s field titles[0].note should have at most 5 characters, but is "too long"',
        ),
        ([], "the answer should be an object, but is a list of 0"),
        ("<12 bytes that are not valid JSON, not shown>", "the answer's body is no valid JSON"),
        ("", "the answer has no body"),
    ],
)
def test_an_answer_that_does_not_fit_is_a_breach(contracts: Contracts, body: object, problem: str) -> None:
    found = sentences(contracts, exchange(asking(), answer(body)))
    assert found == [f"cart -> inventory: GET /availability: {problem}"]


def test_an_undocumented_status_is_a_breach(contracts: Contracts) -> None:
    found = sentences(contracts, exchange(asking(), answer(titles(), 418)))
    assert found == [
        "cart -> inventory: GET /availability: the answer's status 418 is not documented "
        "(documented: 200, 404)"
    ]


def test_an_undocumented_content_type_is_a_breach(contracts: Contracts) -> None:
    found = sentences(contracts, exchange(asking(), answer("hello", 200, "text/plain; charset=utf-8")))
    assert found[0].endswith("the answer's content type is text/plain, documented is application/json")


def test_a_range_of_statuses_documents_each_of_them(contracts: Contracts) -> None:
    assert sentences(contracts, exchange(paying(), answer(GOOD, 409))) == []


def test_an_answer_documented_without_a_body_is_not_checked(contracts: Contracts) -> None:
    assert sentences(contracts, exchange(paying(), answer("", 204))) == []


@pytest.mark.parametrize(
    ("request_", "problem"),
    [
        (asking("page=1"), "the request's query parameter sku is missing"),
        (
            asking(f"sku={SKU}&page=0"),
            'the request\'s query parameter page should be a whole number, but is "0"',
        ),
        (asking(f"sku={SKU}&pages=2"), "the request's query parameter pages is not documented"),
        (
            asking("sku=1&sku=2&sku=3"),
            "the request's query parameter sku should have at most 2 entries, but is a list of 3",
        ),
    ],
)
def test_a_parameter_that_does_not_fit_is_a_breach(
    contracts: Contracts, request_: RecordedMessage, problem: str
) -> None:
    found = sentences(contracts, exchange(request_, answer(titles())))
    assert found == [f"cart -> inventory: GET /availability: {problem}"]


@pytest.mark.parametrize(
    ("request_", "problem"),
    [
        (
            paying(path="/payments/7"),
            'the request\'s path parameter payment_id should be a UUID, but is "7"',
        ),
        (
            paying(key="a"),
            'the request\'s header parameter Idempotency-Key should have at least 3 characters, but is "a"',
        ),
        (paying({**GOOD, "tip": 1}), "the request's field tip is not documented"),
        (
            paying({**GOOD, "state": "lost"}),
            'the request\'s field state should be one of "held", "taken", but is "lost"',
        ),
        (paying(""), "the request has no body"),
    ],
)
def test_a_request_that_does_not_fit_is_a_breach(
    contracts: Contracts, request_: RecordedMessage, problem: str
) -> None:
    found = sentences(contracts, exchange(request_, answer(GOOD, 201)))
    assert found == [f"cart -> inventory: PUT /payments/{{payment_id}}: {problem}"]


def test_a_concrete_path_comes_before_a_template(contracts: Contracts) -> None:
    found = contracts.breaches(exchange(message("GET /payments/last HTTP/1.1"), answer({}, 200)))
    assert {breach.operation for breach in found} == {"GET /payments/last"}


def test_an_undocumented_operation_is_a_breach(contracts: Contracts) -> None:
    unknown = exchange(message("GET /titles HTTP/1.1"), answer(GOOD, 404))
    method = exchange(message("DELETE /payments/last HTTP/1.1"), answer(GOOD, 405))

    assert sentences(contracts, unknown, method) == [
        "cart -> inventory: GET /titles: the request's path is not documented by inventory",
        "cart -> inventory: DELETE /payments/last: the request's method is not documented by inventory",
    ]


def test_a_customer_may_send_an_invalid_request_that_is_refused(contracts: Contracts) -> None:
    invalid = message("PUT /payments/7 HTTP/1.1", {"tip": 1})
    refused = exchange(invalid, answer(GOOD, 422), "customer -> inventory")
    accepted = exchange(invalid, answer(GOOD, 201), "customer -> inventory")

    assert sentences(contracts, refused) == []
    assert len(sentences(contracts, accepted)) == 5


def test_an_answer_changed_by_a_fault_is_no_breach(contracts: Contracts) -> None:
    good = exchange(asking(), answer(titles()))
    altered = replace(good, faults=("wrong type",), answer=answer(titles(sku=7)))
    invented = replace(good, faults=("busy",), answered=None, answer=answer("busy", 418), deliveries=0)

    assert sentences(contracts, altered, invented) == []


def test_an_answer_that_a_fault_hid_is_checked(contracts: Contracts) -> None:
    hidden = replace(exchange(asking(), answer(titles(sku=7))), faults=("answer lost",), answer=None)
    assert len(sentences(contracts, hidden)) == 1


def test_of_masked_values_only_the_types_are_checked(contracts: Contracts) -> None:
    masked = exchange(paying({"token": "***", "attempts": 1}), answer({"token": "***", "attempts": 1}, 201))
    number = exchange(paying(), answer({"token": 0, "attempts": 1}, 201))

    assert sentences(contracts, masked) == []
    assert sentences(contracts, number) == [
        "cart -> inventory: PUT /payments/{payment_id}: the answer's field token should be a string, "
        "but is a secret that is not shown"
    ]


def test_equal_breaches_are_listed_once(contracts: Contracts) -> None:
    breach = exchange(asking(), answer(titles(sku=7)))
    assert len(sentences(contracts, breach, breach, breach)) == 1


def test_arrows_without_a_document_are_not_checked(contracts: Contracts) -> None:
    mail = replace(exchange(message("EHLO shop"), message("250 ok")), protocol="smtp")
    gateway = exchange(asking(), answer(titles(sku=7)), "payments -> gateway")
    broken = exchange(message("<no complete head>"), None)

    assert sentences(contracts, mail, gateway, broken) == []


def test_the_validator_is_not_loaded_before_it_is_needed() -> None:
    seen = "import sys, environment.evidence.contract.check; sys.exit('jsonschema_rs' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", seen], check=False).returncode == 0
