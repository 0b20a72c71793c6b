"""The hygiene of answers and log lines."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from environment.evidence.recording.exchange import RecordedMessage
from environment.evidence.traffic.breach import ScenarioTraffic
from environment.evidence.traffic.hygiene import answers_are_clean, logs_hold_nothing_of_the_inside

from .purchase import answer, call, message, purchase

PROBLEM = {"type": "https://bookstore.example/problems/not-found", "title": "Not here", "status": 404}
DETAIL = {"detail": "nothing is at this address"}


def _found(answered: RecordedMessage) -> Sequence[str]:
    return [
        str(one)
        for one in answers_are_clean(ScenarioTraffic([call("customer -> cart", "GET /carts", answered)]))
    ]


def _refusal(status: str, document: object, **headers: str) -> RecordedMessage:
    return answer(status, document, **{"Content_Type": "application/problem+json"} | headers)


def _problem(status: int, slug: str = "not-found", **changes: Any) -> dict[str, Any]:
    return {
        **PROBLEM,
        **DETAIL,
        "status": status,
        "type": f"https://bookstore.example/problems/{slug}",
        **changes,
    }


def test_the_answers_of_a_purchase_are_clean() -> None:
    assert [*answers_are_clean(purchase())] == []


def test_a_sound_refusal_is_clean() -> None:
    assert _found(_refusal("404 Not Found", {**PROBLEM, **DETAIL})) == []


@pytest.mark.parametrize("rule", ["", "max-age=60", "public"])
def test_an_answer_that_a_shared_cache_may_store_is_found(rule: str) -> None:
    sound = answer("200 OK", {})
    headers = tuple((name, rule if name == "Cache-Control" else value) for name, value in sound.headers)

    assert _found(replace(sound, headers=headers)) == [
        "customer -> cart: the answer 200 to GET /carts may be stored by a shared cache: "
        "no Cache-Control with no-store or private (RFC 9111, 5.2.2)"
    ]


def test_an_answer_of_a_double_is_not_held_to_it() -> None:
    assert not [
        *answers_are_clean(
            ScenarioTraffic([call("customer -> gateway", "GET /", message("HTTP/1.1 200 OK"))])
        )
    ]


@pytest.mark.parametrize(
    ("answered", "said"),
    [
        (_refusal("404 Not Found", PROBLEM), "is a refusal without detail"),
        (
            _refusal("404 Not Found", {**PROBLEM, "detail": "Not here"}),
            "whose detail does not say what to do",
        ),
        (_refusal("404 Not Found", {**PROBLEM, "detail": "no"}), "whose detail does not say what to do"),
        (_refusal("404 Not Found", _problem(400)), "whose member status is 400"),
        (_refusal("404 Not Found", "[]"), "without a problem document"),
        (answer("404 Not Found", "gone", Content_Type="text/plain"), "is a refusal as text/plain"),
        (_refusal("401 Unauthorized", _problem(401)), "has no header www-authenticate"),
        (_refusal("405 Method Not Allowed", _problem(405)), "has no header allow"),
        (_refusal("503 Service Unavailable", _problem(503)), "has no header retry-after"),
        (_refusal("429 Too Many Requests", _problem(429)), "has no header retry-after"),
        (_refusal("409 Conflict", _problem(409, "checkout-in-progress")), "and not when to come back"),
        (answer("200 OK", {}, Server="uvicorn"), "names the software that made it"),
        (answer("200 OK", "Traceback (most recent call last)"), "holds a stack trace"),
        (
            answer("200 OK", {"why": "DETAIL:  Key (email)=(a) exists"}),
            "holds the contents of a database row",
        ),
        (answer("200 OK", {"why": "SELECT email FROM orders"}), "holds a statement of SQL"),
        (answer("200 OK", {"why": "body: Value error, too late"}), "holds the words of a library"),
        (answer("200 OK", {"why": "'NoneType' object has no attribute 'x'"}), "holds the words of a library"),
    ],
)
def test_what_is_wrong_with_an_answer_is_said(answered: RecordedMessage, said: str) -> None:
    (found,) = _found(answered)
    assert said in found


def test_a_refusal_that_says_when_to_come_back_is_clean() -> None:
    document = _problem(409, "checkout-in-progress")

    assert _found(_refusal("409 Conflict", document, Retry_After="1")) == []


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("duplicate key\nDETAIL:  Key (email)=(ada) already exists.", "the contents of a database row"),
        ("[SQL: SELECT 1]", "a statement of SQL"),
    ],
)
def test_a_log_line_with_the_inside_of_a_database_is_found(why: str, said: str) -> None:
    line = json.dumps({"event": "could not answer", "why": why})

    assert [*map(str, logs_hold_nothing_of_the_inside(ScenarioTraffic([], {"orders": [line]})))] == [
        f'inside orders: a log line holds {said} ("could not answer")'
    ]


def test_a_title_with_a_word_of_sql_is_no_statement() -> None:
    assert _found(answer("200 OK", {"title": "SELECT Stories", "note": "UPDATE your reading"})) == []
