"""A recorded exchange has the form of Allure's schema for HTTP exchanges."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from environment.reporting.http_exchange import LONGEST_BODY, allure_http
from tests.environment.evidence.recording.sample_exchanges import T0, exchange

CALL = exchange(1, "checkout -> orders", "PUT /orders/1?dry=no", 201, answer_body={"total": 1900})


def shown(**changes: Any) -> dict[str, Any]:
    return cast(dict[str, Any], allure_http(replace(CALL, **changes)))


def test_request_answer_and_times_are_shown() -> None:
    document = shown()
    assert (document["request"]["method"], document["request"]["url"]) == (
        "PUT",
        "http://orders/orders/1?dry=no",
    )
    assert document["response"]["status"] == 201
    assert document["response"]["body"]["value"] == '{"total": 1900}'
    assert (document["start"], document["stop"]) == (T0 * 1000, T0 * 1000 + 5)
    assert "error" not in document


def test_a_lost_answer_is_shown_with_the_fault() -> None:
    document = shown(answer=None, faults=("answer lost",), outcome="answer 201 lost")
    assert document["response"]["status"] == 201
    assert document["error"] == {"message": "answer lost: answer 201 lost"}


def test_a_call_without_an_answer_has_its_outcome_as_error() -> None:
    document = shown(answer=None, answered=None, ended=None, outcome="the caller gave up")
    assert "response" not in document
    assert document["error"] == {"message": "the caller gave up"}


def test_a_long_body_is_truncated() -> None:
    assert CALL.answer
    body = shown(answer=replace(CALL.answer, body="é" * (LONGEST_BODY + 1)))["response"]["body"]
    assert (len(body["value"]), body["size"], body["truncated"]) == (LONGEST_BODY, 2 * LONGEST_BODY + 2, True)
