"""Answers that are made up from a document fit it, and a document from which none can be made up says why."""

from __future__ import annotations

import json
import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request

from environment.evidence.contract.document import OpenApiDocument
from environment.stubs.made_up.answers import UnusableDocument, made_up_answers, read_document
from environment.stubs.made_up.app import MadeUpService

SHIPPING = Path(__file__).with_name("shipping.json")
EXAMPLE = {"order_number": "BK-7", "tracking": "PK1111111111", "state": "announced", "parcels": 2}
ANNOUNCED = {"order_number": "BK-7", "country": "US"}


def document(**example: Any) -> dict[str, Any]:
    """The document of shipping, whose answer to a new shipment has this example."""
    found: dict[str, Any] = json.loads(SHIPPING.read_text("utf-8"))
    answer = found["paths"]["/shipments"]["post"]["responses"]["201"]["content"]["application/json"]
    answer |= {"example": example or EXAMPLE}
    return found


def asked(method: str, path: str, body: Any = None) -> tuple[int, Any]:
    """The status and the body of the answer of shipping."""
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "headers": [(b"content-type", b"application/json")],
    }
    sent = b"" if body is None else json.dumps(body).encode()
    answer = MadeUpService("shipping", document()).answer(Request(scope), sent)
    return answer.status_code, json.loads(bytes(answer.body)) if answer.body else None


def test_an_answer_is_the_example_of_the_document() -> None:
    assert asked("POST", "/shipments", ANNOUNCED) == (201, EXAMPLE)


def test_an_answer_names_what_the_request_is_about() -> None:
    assert asked("GET", "/shipments/BK-9")[1]["order_number"] == "BK-9"
    assert asked("DELETE", "/shipments/BK-9") == (204, None)


@pytest.mark.parametrize(
    ("request_line", "body", "status", "said"),
    [
        ("POST /shipments", {"order_number": "BK-7"}, 422, "country"),
        ("POST /shipments", None, 422, "the body is no valid JSON"),
        ("PATCH /shipments", {}, 405, "the document of shipping has no PATCH /shipments"),
        ("GET /parcels", None, 404, "the document of shipping has no /parcels"),
    ],
)
def test_a_request_that_does_not_fit_the_document_is_refused(
    request_line: str, body: Any, status: int, said: str
) -> None:
    method, path = request_line.split()
    given, problem = asked(method, path, body)
    assert given == status
    assert said in problem["detail"]


def test_without_an_example_an_answer_is_made_up_from_the_schema() -> None:
    pytest.importorskip("schemathesis", reason="make made-up installs it")
    found = read_document("shipping", SHIPPING)
    made_up = made_up_answers("shipping", found)["POST /shipments"]
    known = OpenApiDocument("shipping", found)
    assert not known.errors(("components", "schemas", "Shipment"), made_up.body)
    assert made_up == made_up_answers("shipping", found)["POST /shipments"], "the same in every run"


def test_without_an_example_and_without_the_library_it_is_said_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "schemathesis.openapi", None)
    with pytest.raises(UnusableDocument, match=r"POST /shipments has no example, and .* run make made-up"):
        made_up_answers("shipping", read_document("shipping", SHIPPING))


def test_an_example_that_does_not_fit_its_schema_is_named() -> None:
    with pytest.raises(
        UnusableDocument, match=r"POST /shipments: the example does not fit its schema: .*parcels"
    ):
        made_up_answers("shipping", document(**{**EXAMPLE, "parcels": 0}))


def test_an_operation_without_a_success_is_named() -> None:
    found = deepcopy(document())
    del found["paths"]["/shipments"]["post"]["responses"]["201"]
    with pytest.raises(UnusableDocument, match="POST /shipments documents no status of success"):
        made_up_answers("shipping", found)


@pytest.mark.parametrize(("text", "said"), [("{", "is no OpenAPI document in JSON"), ("{}", "has no paths")])
def test_a_file_that_is_no_document_is_named(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "shipping.json"
    path.write_text(text, "utf-8")
    with pytest.raises(UnusableDocument, match=said):
        read_document("shipping", path)
