"""HTTP/1.1 on one connection: a call is a request, its answer the response."""

from __future__ import annotations

from collections.abc import Iterator

from environment.evidence.recording import correlation
from environment.faults.protocols.codec import ProtocolAnswer, ProtocolMessage, UnparsableBytes, Write
from environment.faults.protocols.http_framing import Framing, Head

_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
_NO_BODY = (b"204", b"304")


class HttpCodec:
    """The requests of a caller and the responses of a callee."""

    name = "http"

    def __init__(self, write: Write) -> None:
        self._write = write
        self._requests = Framing()
        self._responses = Framing()
        self._method = ""
        self._continue_sent = False

    def opening_call(self) -> ProtocolMessage | None:
        return None

    def fresh(self) -> HttpCodec:
        return HttpCodec(self._write)

    def feed_downstream(self, data: bytes) -> Iterator[ProtocolMessage]:
        framing = self._requests
        framing.feed(data)
        while head := framing.read_head():
            end = framing.end_of_chunks() if head.chunked else framing.end_by_length(head.length or 0)
            if end is None:
                self._send_continue(head)
                return
            self._continue_sent = False
            yield _request(framing.cut(end), head)

    def _send_continue(self, head: Head) -> None:
        """Answer `Expect: 100-continue`: the callee cannot, since it gets the call when the body is here."""
        if not self._continue_sent and head.fields.get(b"expect", b"").lower() == b"100-continue":
            self._continue_sent = True
            self._write(_CONTINUE)

    def call_sent(self, message: ProtocolMessage) -> None:
        self._method = message.method

    def feed_upstream(self, data: bytes) -> Iterator[ProtocolAnswer]:
        framing = self._responses
        framing.feed(data)
        while head := framing.read_head():
            status = framing.buffer[9:12]
            if status == b"101":
                raise UnparsableBytes("the connection changed its protocol")
            end = self._end_of_response(head, status)
            if end is None:
                return
            raw = framing.cut(end)
            yield ProtocolAnswer(raw, status.decode("latin-1"), raw, not status.startswith(b"1"), head.end)

    def _end_of_response(self, head: Head, status: bytes) -> int | None:
        """RFC 9112, section 6.3; without a declared end the response ends with the connection."""
        if self._method == "HEAD" or status in _NO_BODY or status.startswith(b"1"):
            return head.end
        if head.chunked:
            return self._responses.end_of_chunks()
        length = head.length
        return None if length is None else self._responses.end_by_length(length)

    def upstream_closed(self) -> ProtocolAnswer | None:
        framing = self._responses
        if not framing.buffer:
            return None
        head = framing.read_head()
        raw = framing.cut(len(framing.buffer))
        if head and not head.chunked and head.length is None:
            return ProtocolAnswer(raw, self.outcome(raw), raw, final=True, body_at=head.end)
        return ProtocolAnswer(raw, "", raw, final=False)

    def unparsed(self) -> tuple[bytes, bytes]:
        return self._requests.buffer, self._responses.buffer

    def outcome(self, raw: bytes) -> str:
        return raw[9:12].decode("latin-1") if raw.startswith(b"HTTP/1") else "not HTTP"


def _request(raw: bytes, head: Head) -> ProtocolMessage:
    method, target, _ = raw.split(b" ", 2)
    fields = head.fields
    scenario = None
    if b"baggage" in fields or b"traceparent" in fields:
        scenario = correlation.of_http(fields.get(b"baggage", b""), fields.get(b"traceparent", b""))
    named, path = method.decode("latin-1"), target.decode("latin-1")
    return ProtocolMessage(
        raw, f"{named} {path}", raw, named, path, scenario, body_at=head.end, shows_answers=True
    )
