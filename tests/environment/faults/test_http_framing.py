"""Messages are cut where h11 says they end, wherever the network splits them."""

from __future__ import annotations

from itertools import pairwise

import h11
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from environment.faults.protocols.codec import ProtocolAnswer, ProtocolMessage, UnparsableBytes
from environment.faults.protocols.http import HttpCodec

BODIES = st.binary(max_size=60)
METHODS = st.sampled_from(["GET", "HEAD", "PUT", "POST", "DELETE"])
STATUSES = st.sampled_from([200, 201, 204, 304, 404, 503])
FRAMINGS = st.sampled_from(["length", "chunks"])
quickly = settings(max_examples=80, deadline=None)


@st.composite
def _chunked(draw: st.DrawFn) -> bytes:
    chunks = draw(st.lists(st.binary(min_size=1, max_size=20), max_size=4))
    extension = draw(st.sampled_from([b"", b";name=value"]))
    trailers = draw(st.sampled_from([b"", b"X-Trailer: 1\r\n"]))
    sized = [b"%x%b\r\n%b\r\n" % (len(chunk), extension, chunk) for chunk in chunks]
    return b"".join(sized) + b"0\r\n" + trailers + b"\r\n"


@st.composite
def _framed(draw: st.DrawFn) -> bytes:
    """The fields that declare a body, and the body."""
    name = draw(st.sampled_from([b"Content-Length", b"content-length", b"CONTENT-LENGTH"]))
    if draw(FRAMINGS) == "length":
        body = draw(BODIES)
        return b"%b:%b%d\r\n\r\n%b" % (name, draw(st.sampled_from([b"", b" ", b"\t"])), len(body), body)
    return b"Transfer-Encoding: chunked\r\n\r\n" + draw(_chunked())


@st.composite
def _request(draw: st.DrawFn) -> bytes:
    method = draw(METHODS).encode()
    head = b"%b /carts/1?x=%%20 HTTP/1.1\r\nHost: callee\r\nX-Note: content-length: 7\r\n" % method
    return head + (b"\r\n" if draw(st.booleans()) else draw(_framed()))


def _split(data: bytes, at: list[int]) -> list[bytes]:
    edges = sorted({0, len(data), *(each % (len(data) + 1) for each in at)})
    return [data[start:end] for start, end in pairwise(edges)]


def _h11_ends(reader: h11.Connection, data: bytes) -> int:
    """How many bytes h11 takes for one message."""
    reader.receive_data(data)
    while not isinstance(event := reader.next_event(), h11.EndOfMessage):
        assert event is not h11.NEED_DATA
    return len(data) - len(reader.trailing_data[0])


@quickly
@given(st.lists(_request(), min_size=1, max_size=3), st.lists(st.integers(0, 1000), max_size=6))
def test_requests_end_where_h11_says_even_when_pipelined(requests: list[bytes], at: list[int]) -> None:
    codec = HttpCodec(lambda _: None)
    found: list[ProtocolMessage] = []
    for part in _split(b"".join(requests), at):
        found += codec.feed_downstream(part)
    assert [message.raw for message in found] == requests
    stream = b"".join(requests)
    for message in found:
        assert _h11_ends(h11.Connection(h11.SERVER), stream) == len(message.raw)
        stream = stream[len(message.raw) :]


@quickly
@given(METHODS, STATUSES, _framed(), st.booleans(), st.lists(st.integers(0, 1000), max_size=6))
def test_responses_end_where_h11_says(
    method: str, status: int, framed: bytes, interim: bool, at: list[int]
) -> None:
    head = b"HTTP/1.1 %d Some Reason\r\nDate: now\r\n" % status
    without_body = method == "HEAD" or status in (204, 304)
    response = head + (framed.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" if without_body else framed)
    first = b"HTTP/1.1 100 Continue\r\n\r\n" if interim else b""
    codec = HttpCodec(lambda _: None)
    codec.call_sent(ProtocolMessage(b"", "", method=method))
    found: list[ProtocolAnswer] = []
    for part in _split(first + response, at):
        found += codec.feed_upstream(part)
    assert [answer.raw for answer in found if answer.final] == [response]
    reader = h11.Connection(h11.CLIENT)
    reader.send(h11.Request(method=method, target="/", headers=[("Host", "callee")]))
    reader.send(h11.EndOfMessage())
    assert _h11_ends(reader, first + response) == len(first + response)


@quickly
@given(BODIES)
def test_a_response_without_a_length_ends_with_the_connection(body: bytes) -> None:
    codec = HttpCodec(lambda _: None)
    codec.call_sent(ProtocolMessage(b"", "", method="GET"))
    response = b"HTTP/1.0 200 OK\r\n\r\n" + body
    assert list(codec.feed_upstream(response)) == []
    last = codec.upstream_closed()
    assert last
    assert (last.raw, last.final) == (response, True)


@pytest.mark.parametrize(
    "data",
    [
        b"\x16\x03\x01\x02\x00",
        b"EHLO mail\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
        b"a" * 70_000,
    ],
)
def test_what_is_not_http_is_not_guessed_at(data: bytes) -> None:
    with pytest.raises(UnparsableBytes):
        list(HttpCodec(lambda _: None).feed_downstream(data))


def test_a_caller_that_waits_for_permission_is_told_to_continue() -> None:
    written: list[bytes] = []
    codec = HttpCodec(written.append)
    head = b"PUT / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"
    assert list(codec.feed_downstream(head)) == []
    assert written == [b"HTTP/1.1 100 Continue\r\n\r\n"]
    assert [message.raw for message in codec.feed_downstream(b"{}")] == [head + b"{}"]
