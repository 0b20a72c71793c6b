"""Calls to other services: which answers are reliable, which calls were not sent, and how long they last."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import BaseModel

from bookstore.platform.auth import ServiceTokens
from bookstore.platform.clock import Clock, SystemClock
from bookstore.platform.correlation import Correlation, correlated
from bookstore.platform.http import Deadlines, NotSent, OutcomeUnknown, ServiceClient
from bookstore.platform.service_keys import ServiceKeys
from tests.bookstore.platform.callee import (
    Behavior,
    ScriptedCallee,
    answer,
    answers,
    answers_and_closes,
    callee,
    drips,
    never_answers,
    resets,
)
from tests.bookstore.platform.signed_tokens import ManualClock

KEYS = ServiceKeys(Ed25519PrivateKey.generate(), {})
QUICK = Deadlines(connect=0.3, read=0.3, total=0.6)
FOUND = answer(b'{"copies": 3}')


class _Copies(BaseModel):
    copies: int


@contextmanager
def _client(url: str, deadlines: Deadlines = QUICK, clock: Clock | None = None) -> Iterator[ServiceClient]:
    tokens = ServiceTokens("checkout", KEYS, clock or SystemClock())
    client = ServiceClient("inventory", url, tokens, deadlines)
    try:
        yield client
    finally:
        client.close()


@contextmanager
def _meeting(
    behavior: Behavior, deadlines: Deadlines = QUICK
) -> Iterator[tuple[ServiceClient, ScriptedCallee]]:
    with callee(behavior) as found, _client(found.url, deadlines) as client:
        yield client, found


def test_an_answer_is_read_with_its_status_and_body() -> None:
    with _meeting(answers(FOUND)) as (client, _):
        found = client.call("GET", "/availability")
    assert (found.status, found.accepted, found.problem) == (200, True, "")
    assert found.read(_Copies) == _Copies(copies=3)


def test_a_refusal_is_an_answer_that_names_its_problem() -> None:
    body = b'{"type": "https://bookstore.example/problems/out-of-stock"}'
    with _meeting(answers(answer(body, "409 Conflict", "application/problem+json"))) as (client, _):
        found = client.call("PUT", "/reservations/1", _Copies(copies=3))
    assert (found.status, found.accepted, found.problem) == (409, False, "out-of-stock")


@pytest.mark.parametrize(
    "header", ["Content-Type: application/json", "content-type: Application/JSON; charset=utf-8"]
)
def test_names_of_headers_and_media_types_are_read_without_regard_to_case(header: str) -> None:
    with _meeting(answers(f"HTTP/1.1 200 OK\r\n{header}\r\nContent-Length: 2\r\n\r\n{{}}".encode())) as (
        client,
        _,
    ):
        assert client.call("GET", "/").body == {}


def test_a_call_carries_the_token_the_correlation_and_the_buyers_header() -> None:
    with (
        _meeting(answers(FOUND)) as (client, found),
        correlated(Correlation("a" * 32, "b" * 16, "scenario=7")),
    ):
        client.call("PUT", "/x", _Copies(copies=1), {"cart-token": "geheimnisträger"})
    head, _, body = found.requests[0].partition(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    assert lines[0] == b"put /x http/1.1"
    assert b"baggage: scenario=7" in lines
    assert b"content-type: application/json" in lines
    assert "cart-token: geheimnisträger".encode("latin-1") in lines
    assert any(line.startswith(b"traceparent: 00-" + b"a" * 32) for line in lines)
    assert any(line.startswith(b"authorization: bearer ") for line in lines)
    assert body == b'{"copies":1}'


def test_a_connection_is_kept_for_the_next_call() -> None:
    with _meeting(answers(FOUND)) as (client, found):
        assert [client.call("GET", "/").status for _ in range(3)] == [200, 200, 200]
        assert found.connections == 1


def test_a_kept_connection_that_the_callee_closed_is_replaced() -> None:
    with _meeting(answers_and_closes(FOUND)) as (client, found):
        for _ in range(3):
            assert client.call("GET", "/").status == 200
            assert found.closed.wait(2)
            found.closed.clear()
        assert found.connections == 3


def test_a_refused_connection_means_that_nothing_was_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with _client(f"http://127.0.0.1:{port}") as client, pytest.raises(NotSent, match="checkout -> inventory"):
        client.call("GET", "/")


def test_a_name_that_does_not_resolve_means_that_nothing_was_sent() -> None:
    with _client("http://inventory.invalid:80") as client, pytest.raises(NotSent):
        client.call("GET", "/")


UNRELIABLE: dict[str, Behavior] = {
    "reset before an answer": resets(),
    "reset in the middle of the head": resets(FOUND[:20]),
    "reset in the middle of the body": resets(FOUND[:-4]),
    "closed without an answer": answers_and_closes(b""),
    "truncated": answers_and_closes(answer(b'{"copies": 3}', announced=400)),
    "garbage instead of HTTP": answers_and_closes(b"\x00\xff\x13garbage\r\n\r\n"),
    "another protocol": answers_and_closes(b"SSH-2.0-OpenSSH_9.9\r\n"),
    "malformed JSON": answers(answer(b'{"copies": ')),
    "JSON that is no text": answers(answer(b'{"a": "\xff"}')),
    "JSON nested without end": answers(answer(b"[" * 100_000)),
    "JSON, but not an object": answers(answer(b"[1]")),
    "no body": answers(answer(b"")),
    "wrong content type": answers(answer(b'{"copies": 3}', kind="text/html")),
    "no content type": answers(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"),
    "a redirection": answers(answer(b"{}", "302 Found")),
    "an error of the server": answers(answer(b"{}", "500 Internal Server Error")),
    "unavailable": answers(answer(b"{}", "503 Service Unavailable", "application/problem+json")),
    "too many requests": answers(answer(b"{}", "429 Too Many Requests", "application/problem+json")),
}


@pytest.mark.parametrize("behavior", UNRELIABLE.values(), ids=UNRELIABLE)
def test_an_answer_that_cannot_be_relied_on_leaves_the_outcome_unknown(behavior: Behavior) -> None:
    with _meeting(behavior) as (client, found):
        with pytest.raises(OutcomeUnknown, match="checkout -> inventory: PUT /reservations/1: "):
            client.call("PUT", "/reservations/1", _Copies(copies=3))
        assert len(found.requests) == 1, "one call is one attempt"


@pytest.mark.parametrize("body", [b'{"copies": "many"}', b"{}", b'{"copies": null}'])
def test_an_answer_that_does_not_fit_leaves_the_outcome_unknown_and_names_the_field(body: bytes) -> None:
    with _meeting(answers(answer(body))) as (client, _):
        found = client.call("GET", "/")
    with pytest.raises(OutcomeUnknown, match="checkout -> inventory: field 'copies'"):
        found.read(_Copies)


def test_silence_ends_at_the_read_deadline() -> None:
    with _meeting(never_answers, Deadlines(connect=1, read=0.2, total=5)) as (client, _):
        assert 0.15 < _seconds_until_unknown(client) < 1.5


@pytest.mark.parametrize("raw", [FOUND, answer(b'{"copies": ' + b" " * 500 + b"3}")])
def test_a_slow_drip_ends_at_the_deadline_of_the_whole_call(raw: bytes) -> None:
    with _meeting(drips(raw, every=0.02)) as (client, _):
        assert 0.55 < _seconds_until_unknown(client) < 1.5


def test_a_call_after_one_that_ran_out_of_time_has_its_full_time_again() -> None:
    turns = iter([never_answers, answers(FOUND)])

    def behavior(connection: socket.socket, over: Event) -> None:
        next(turns)(connection, over)

    with _meeting(behavior) as (client, found):
        _seconds_until_unknown(client)
        found.over.set()  # the silent behavior ends, so that the next connection is served
        assert client.call("GET", "/").status == 200


def test_a_callee_that_does_not_read_the_body_cannot_block_the_caller() -> None:
    """The connection is never accepted: the kernel takes what its buffers hold, then writing blocks."""
    with socket.create_server(("127.0.0.1", 0)) as deaf, _client(_url_of(deaf)) as client:
        assert _seconds_until_unknown(client, "x" * 30_000_000) < 2


def _url_of(listener: socket.socket) -> str:
    return f"http://127.0.0.1:{listener.getsockname()[1]}"


EXPIRED = answer(
    b'{"type": "https://bookstore.example/problems/not-authenticated"}',
    "401 Unauthorized",
    "application/problem+json",
)


def _first_refused(clock: ManualClock, paused: timedelta) -> Behavior:
    """The first request is refused when so much time has passed since its token was minted."""
    turns = iter([EXPIRED])

    def behave(connection: socket.socket, _: Event) -> None:
        refused = next(turns, FOUND)
        clock.time += paused if refused is not FOUND else timedelta()
        connection.sendall(refused)

    return behave


@pytest.mark.parametrize(
    ("paused", "statuses"), [(timedelta(minutes=2), [200, 200]), (timedelta(seconds=1), [401, 200])]
)
def test_a_call_whose_token_expired_on_its_way_is_made_again_with_a_new_one(
    paused: timedelta, statuses: list[int]
) -> None:
    """A token that is as good as it was is refused for another reason: the refusal is the answer."""
    clock = ManualClock()
    with callee(_first_refused(clock, paused)) as found, _client(found.url, clock=clock) as client:
        assert [client.call("PUT", "/x", _Copies(copies=3)).status for _ in statuses] == statuses
    shown = [request.partition(b"Bearer ")[2].partition(b"\r\n")[0] for request in found.requests]
    repeated = len(shown) - len(statuses)
    assert len(set(shown)) == 1 + repeated, "each token is used until it expires"
    assert {request.rpartition(b"\r\n\r\n")[2] for request in found.requests} == {b'{"copies":3}'}


def test_a_call_that_is_refused_with_a_new_token_as_well_is_not_made_a_third_time() -> None:
    clock = ManualClock()

    def behave(connection: socket.socket, _: Event) -> None:
        clock.time += timedelta(minutes=2)
        connection.sendall(EXPIRED)

    with callee(behave) as found, _client(found.url, clock=clock) as client:
        assert client.call("GET", "/").problem == "not-authenticated"
    assert len(found.requests) == 2


class _Long(BaseModel):
    text: str


def _seconds_until_unknown(client: ServiceClient, text: str = "") -> float:
    began = time.monotonic()
    with pytest.raises(OutcomeUnknown):
        client.call("PUT", "/", _Long(text=text))
    return time.monotonic() - began
