"""A record is complete once the caller has its answer, and is kept until it is dropped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import httpcore
import pytest

from environment.evidence.recording import correlation
from environment.evidence.recording.recorder import Recorder
from environment.faults.edges import Edge
from environment.faults.launch import launched
from environment.faults.proxy_client import ProxyClient
from environment.topology import Protocol
from steps.vocabulary.fault_spec import CallPattern, FaultSpec
from tests.environment.faults.callees import BODY, PAYMENTS, Caller, http_callee


@pytest.fixture(scope="module")
def _line() -> Iterator[ProxyClient]:
    with launched() as made:
        yield made


@pytest.fixture(scope="module")
def checkout(_line: ProxyClient) -> Iterator[Caller]:
    with http_callee() as callee:
        port = _line.start([Edge(PAYMENTS, Protocol.HTTP, callee.port)])[PAYMENTS]
        caller = Caller(f"http://127.0.0.1:{port}")
        yield caller
        caller.close()


@pytest.fixture
def line(_line: ProxyClient, checkout: Caller) -> ProxyClient:
    _line.heal_all()
    _line.forget()
    return _line


def test_every_answer_finds_its_record_complete(line: ProxyClient, checkout: Caller) -> None:
    for number in range(50):
        before = line.last()
        checkout.call("PUT", f"/payments/{number}")
        (exchange,) = line.exchanges(before)
        assert (exchange.summary, exchange.outcome) == (f"PUT /payments/{number}", "200")
        assert exchange.seconds is not None
        assert exchange.ended == pytest.approx(exchange.started, abs=2)


def test_an_exchange_has_caller_callee_request_and_answer(line: ProxyClient, checkout: Caller) -> None:
    checkout.call("PUT", "/payments/1", headers={"baggage": "scenario=last%20copy"})
    (exchange,) = line.exchanges(correlation="last copy")
    assert (exchange.caller, exchange.callee, exchange.protocol) == ("checkout", "payments", "http")
    assert (exchange.deliveries, exchange.faults) == (1, ())
    assert exchange.request
    assert exchange.answer
    assert exchange.answer is not exchange.answered
    assert exchange.answer == exchange.answered
    assert exchange.request.head == "PUT /payments/1 HTTP/1.1"
    assert exchange.request.body == '{"amount": 1900}'
    assert (exchange.answer.status, exchange.answer.header("content-type")) == (200, "application/json")


@pytest.mark.parametrize(
    ("kind", "parameters", "deliveries", "answered", "answer", "outcome"),
    [
        ("reset before", {}, 0, None, None, "reset before the call left"),
        ("answer lost", {}, 1, 200, None, "answer 200 lost"),
        ("status", {"code": 503}, 0, None, 503, "503"),
        ("status", {"code": 503, "after_work": True}, 1, 200, 503, "503"),
        ("delivered twice", {}, 2, 200, 200, "200"),
    ],
)
def test_a_fault_is_recorded_with_both_answers(  # noqa: PLR0917 - the columns of the table
    kind: str,
    parameters: dict[str, object],
    deliveries: int,
    answered: int | None,
    answer: int | None,
    outcome: str,
    line: ProxyClient,
    checkout: Caller,
) -> None:
    line.add(FaultSpec("the fault", CallPattern(PAYMENTS, next=1), kind, parameters))
    with suppress(httpcore.ReadError):
        checkout.call()
    (exchange,) = line.exchanges()
    seen = [message and message.status for message in (exchange.answered, exchange.answer)]
    assert (exchange.faults, exchange.deliveries, seen) == (("the fault",), deliveries, [answered, answer])
    assert exchange.outcome == outcome


def test_an_altered_answer_is_kept_beside_the_real_one(line: ProxyClient, checkout: Caller) -> None:
    line.add(FaultSpec("the fault", CallPattern(PAYMENTS), "wrong type", {"field": "amount"}))
    checkout.call()
    (exchange,) = line.exchanges()
    assert exchange.answered
    assert exchange.answer
    assert f'"amount": {BODY["amount"]}' in exchange.answered.body
    assert f'"amount": "{BODY["amount"]}"' in exchange.answer.body


def test_records_are_dropped_on_request(line: ProxyClient, checkout: Caller) -> None:
    checkout.call()
    middle = line.last()
    checkout.call()
    assert line.forget(middle) == 1
    assert [each.number for each in line.exchanges()] == [middle + 1]
    assert line.forget() == 1
    assert line.exchanges() == []


def test_the_number_of_records_is_bounded() -> None:
    recorder = Recorder(kept=2)
    for _ in range(5):
        recorder.open("a -> b", "http", 1, "GET /", None, b"")
    assert [record.number for record in recorder.since(0)] == [4, 5]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (correlation.of_http(b"a=1, scenario=s%201;p=2,b=3", b""), "s 1"),
        (correlation.of_http(b"myscenario=no", b"00-" + b"a" * 32 + b"-" + b"b" * 16 + b"-01"), "a" * 32),
        (correlation.of_http(b"", b"nonsense"), None),
        (correlation.of_sql(b"SELECT 1 /* traceparent='x', scenario='s-1' */"), "s-1"),
        (correlation.of_sql(b"SELECT 'scenario=s-1'"), None),
        (correlation.of_application_name(b"scenario=s-1"), "s-1"),
        (correlation.of_mail(b"Subject: x\r\nBaggage: a=b,scenario=s-1\r\n"), "s-1"),
        (correlation.of_mail(b"X-Scenario: s-1\r\n"), "s-1"),
    ],
)
def test_the_scenario_is_read_from_headers_and_comments(found: str | None, expected: str | None) -> None:
    assert found == expected
