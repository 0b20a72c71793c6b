"""Every HTTP kind fires: what the caller sees, and whether the callee saw the call."""

from __future__ import annotations

import json
import socket
import threading
from typing import Any

import httpcore
import pytest

from environment.faults.proxy_client import ProxyClient
from steps.drivers.eventually import eventually
from tests.environment.faults.callees import BODY, PAYMENTS, Add, Caller, HttpCallee

SHORT, LONG = 0.3, 5.0  # seconds
RESET = r"\[Errno 104\]"
BROKEN: list[tuple[str, dict[str, Any], type[Exception], str, int]] = [
    ("reset before", {}, httpcore.ReadError, RESET, 0),
    ("no answer", {}, httpcore.ReadTimeout, "timed out", 0),
    ("garbage bytes", {}, httpcore.RemoteProtocolError, "illegal status line", 0),
    ("garbage bytes", {"after_work": True}, httpcore.RemoteProtocolError, "illegal status line", 1),
    ("truncated", {}, httpcore.RemoteProtocolError, "received 47 bytes, expected 95", 1),
    ("truncated", {"bytes": 7}, httpcore.RemoteProtocolError, "received 7 bytes", 1),
    ("truncated", {"how": "reset"}, httpcore.ReadError, RESET, 1),
    ("answer lost", {"how": "closed"}, httpcore.RemoteProtocolError, "without sending a response", 1),
    ("answer lost", {"how": "reset"}, httpcore.ReadError, RESET, 1),
    ("answer lost", {"how": "silence"}, httpcore.ReadTimeout, "timed out", 1),
    ("slow after", {"seconds": 9}, httpcore.ReadTimeout, "timed out", 1),
    ("answer delayed", {}, httpcore.ReadTimeout, "timed out", 1),
]


@pytest.mark.parametrize(("kind", "parameters", "error", "text", "seen"), BROKEN)
def test_the_caller_gets_no_answer(  # noqa: PLR0917 - parameters of the table and fixtures
    kind: str,
    parameters: dict[str, Any],
    error: type[Exception],
    text: str,
    seen: int,
    checkout: Caller,
    payments: HttpCallee,
    add: Add,
) -> None:
    fault = add(kind, parameters=parameters)
    with pytest.raises(error, match=text):
        checkout.call(timeout=SHORT if text == "timed out" else LONG)
    assert len(payments.seen) == seen
    assert fault.heal() == 1
    assert checkout.call().status == 200


ANSWERED: list[tuple[str, dict[str, Any], int, Any, int]] = [
    (
        "status",
        {"code": 500},
        500,
        {"type": "about:blank", "title": "Internal Server Error", "status": 500},
        0,
    ),
    ("status", {"code": 404, "body": {"error": "x"}}, 404, {"error": "x"}, 0),
    ("status", {"code": 503, "after_work": True, "body": []}, 503, [], 1),
    ("status", {"code": 200, "body": {"id": "{path 2}"}}, 200, {"id": 1}, 0),
    ("too many requests", {"retry_after": 7, "body": {}}, 429, {}, 0),
    ("wrong content type", {}, 200, BODY, 1),
    ("missing field", {"field": "amount"}, 200, {k: v for k, v in BODY.items() if k != "amount"}, 1),
    ("missing field", {"field": "lines.0.sku"}, 200, {**BODY, "lines": [{}]}, 1),
    ("wrong type", {"field": "amount"}, 200, {**BODY, "amount": "1900"}, 1),
    ("wrong type", {"field": "id"}, 200, {**BODY, "id": 7}, 1),
    ("wrong type", {"field": "paid"}, 200, {**BODY, "paid": "yes"}, 1),
    ("wrong type", {"field": "lines"}, 200, {**BODY, "lines": {}}, 1),
    ("wrong type", {"field": "note", "value": 3}, 200, {**BODY, "note": 3}, 1),
    ("delivered twice", {}, 200, BODY, 2),
    ("delivered twice", {"at_once": True}, 200, BODY, 2),
    ("slow before", {"seconds": 0.02}, 200, BODY, 1),
    ("slow after", {"seconds": 0.02}, 200, BODY, 1),
    ("slow drip", {"bytes": 40, "seconds": 0.001}, 200, BODY, 1),
]


@pytest.mark.parametrize(("kind", "parameters", "status", "body", "seen"), ANSWERED)
def test_the_caller_gets_another_answer(  # noqa: PLR0917 - parameters of the table and fixtures
    kind: str,
    parameters: dict[str, Any],
    status: int,
    body: Any,
    seen: int,
    checkout: Caller,
    payments: HttpCallee,
    add: Add,
) -> None:
    fault = add(kind, parameters=parameters)
    answer = checkout.call()
    assert (answer.status, json.loads(answer.content)) == (status, body)
    assert len(payments.seen) == seen
    assert fault.heal() == 1
    assert json.loads(checkout.call().content) == BODY


def test_an_answer_in_drops_ends_when_its_caller_gives_up(
    payments: HttpCallee, proxy: ProxyClient, add: Add
) -> None:
    add("slow drip", parameters={"bytes": 1, "seconds": 0.02})
    with socket.create_connection(("127.0.0.1", proxy.ports[PAYMENTS]), timeout=LONG) as caller:
        caller.sendall(b"GET /payments/1 HTTP/1.1\r\nHost: payments\r\n\r\n")
        assert caller.recv(1) == b"H"
    last = eventually(
        lambda: proxy.exchanges()[-1], lambda seen: seen.is_given_up, LONG, "the caller is gone"
    )
    assert last.outcome == "200, the caller gave up"
    assert len(payments.seen) == 1


def test_an_answer_in_drops_that_is_read_to_its_end_is_not_given_up(
    checkout: Caller, proxy: ProxyClient, add: Add
) -> None:
    add("slow drip", parameters={"bytes": 40, "seconds": 0.001})
    checkout.call()
    assert not proxy.exchanges()[-1].is_given_up


def test_the_headers_of_an_answer_are_what_the_fault_says(checkout: Caller, add: Add) -> None:
    limit = add(
        "too many requests", parameters={"retry_after": 7, "headers": {"Stripe-Should-Retry": "true"}}
    )
    headers = dict(checkout.call().headers)
    assert (headers[b"Retry-After"], headers[b"Stripe-Should-Retry"]) == (b"7", b"true")
    limit.heal()
    add("wrong content type", parameters={"content_type": "text/plain"})
    assert dict(checkout.call().headers)[b"Content-Type"] == b"text/plain"


@pytest.mark.parametrize("after_work", [True, False])
def test_malformed_json_has_the_right_length_and_ends_too_early(
    after_work: bool, checkout: Caller, payments: HttpCallee, add: Add
) -> None:
    add("malformed json", parameters={"after_work": after_work})
    answer = checkout.call()
    with pytest.raises(json.JSONDecodeError):
        json.loads(answer.content)
    assert len(payments.seen) == after_work


def test_refused_is_refused_for_open_connections_too(
    checkout: Caller, payments: HttpCallee, add: Add
) -> None:
    fault = add("refused")
    with pytest.raises(httpcore.ConnectError, match="refused"):
        checkout.call()
    assert payments.seen == []
    assert fault.heal() >= 1
    assert checkout.call().status == 200


def test_a_connect_timeout_is_one(checkout: Caller, payments: HttpCallee, add: Add) -> None:
    fault = add("connect timeout")
    with pytest.raises(httpcore.ConnectTimeout):
        checkout.call(timeout=SHORT)
    assert payments.seen == []
    assert fault.heal() >= 1
    assert checkout.call().status == 200


def test_a_port_survives_many_refusals_with_connections_open(
    checkout: Caller, proxy: ProxyClient, add: Add
) -> None:
    for _ in range(40):
        checkout.call()
        fault = add("refused")
        with pytest.raises(httpcore.ConnectError):
            checkout.call()
        fault.heal()
    assert checkout.call().status == 200


def test_cut_connections_are_seen_at_once_and_replaced(
    checkout: Caller, proxy: ProxyClient, add: Add
) -> None:
    assert add("connection cut").heal() >= 1
    assert checkout.call().status == 200
    assert proxy.cut(PAYMENTS) >= 1
    assert checkout.call().status == 200


def test_a_slow_call_arrives_though_its_caller_has_given_up(
    checkout: Caller, payments: HttpCallee, add: Add, proxy: ProxyClient
) -> None:
    add("slow before", parameters={"seconds": 30})
    with pytest.raises(httpcore.ReadTimeout):
        checkout.call(timeout=SHORT)
    assert payments.seen == []
    proxy.heal("it")  # ends the wait, not the call
    payments.wait_for(1)


def test_an_answer_waits_until_it_is_released(
    checkout: Caller, payments: HttpCallee, proxy: ProxyClient, add: Add
) -> None:
    fault = add("answer delayed", next=1)
    patient = Caller(f"http://127.0.0.1:{proxy.ports[PAYMENTS]}")
    answers: list[int] = []
    thread = threading.Thread(target=lambda: answers.append(patient.call().status))
    thread.start()
    assert [held.summary for held in fault.wait_for(held=1)] == ["PUT /payments/1"]
    assert (payments.seen, answers) == (["PUT /payments/1"], [])
    fault.release()
    thread.join()
    patient.close()
    assert answers == [200]
