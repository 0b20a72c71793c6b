"""HTTP/1.1 on one connection: a call is a request, its answer the response."""

from __future__ import annotations

from collections.abc import Iterator

from environment.evidence.recording import correlation
from environment.faults.http_framing import Framing, Head
from environment.faults.unit import Answer, NotUnderstood, Say, Unit

_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
_NO_BODY = (b"204", b"304")


class HttpSpeech:
    """The requests of a caller and the responses of a callee."""

    name = "http"

    def __init__(self, say: Say) -> None:
        self._say = say
        self._requests = Framing()
        self._responses = Framing()
        self._asked = ""
        self._told_to_continue = False

    def greeting(self) -> Unit | None:
        return None

    def again(self) -> HttpSpeech:
        return HttpSpeech(self._say)

    def caller_said(self, data: bytes) -> Iterator[Unit]:
        framing = self._requests
        framing.feed(data)
        while head := framing.read_head():
            end = framing.end_of_chunks() if head.chunked else framing.end_by_length(head.length or 0)
            if end is None:
                self._ask_for_body(head)
                return
            self._told_to_continue = False
            yield _request(framing.cut(end), head)

    def _ask_for_body(self, head: Head) -> None:
        """Calls are passed on whole, so it is the proxy that a hesitant caller must hear this from."""
        if not self._told_to_continue and head.fields.get(b"expect", b"").lower() == b"100-continue":
            self._told_to_continue = True
            self._say(_CONTINUE)

    def sent(self, unit: Unit) -> None:
        self._asked = unit.method

    def callee_said(self, data: bytes) -> Iterator[Answer]:
        framing = self._responses
        framing.feed(data)
        while head := framing.read_head():
            status = framing.buffer[9:12]
            if status == b"101":
                raise NotUnderstood("the connection changed its protocol")
            end = self._end_of_response(head, status)
            if end is None:
                return
            raw = framing.cut(end)
            yield Answer(raw, status.decode("latin-1"), raw, not status.startswith(b"1"), head.end)

    def _end_of_response(self, head: Head, status: bytes) -> int | None:
        """RFC 9112, section 6.3; without a declared end the response ends with the connection."""
        if self._asked == "HEAD" or status in _NO_BODY or status.startswith(b"1"):
            return head.end
        if head.chunked:
            return self._responses.end_of_chunks()
        length = head.length
        return None if length is None else self._responses.end_by_length(length)

    def callee_ended(self) -> Answer | None:
        framing = self._responses
        if not framing.buffer:
            return None
        head = framing.read_head()
        raw = framing.cut(len(framing.buffer))
        if head and not head.chunked and head.length is None:
            return Answer(raw, self.outcome(raw), raw, final=True, body_at=head.end)
        return Answer(raw, "", raw, final=False)

    def unread(self) -> tuple[bytes, bytes]:
        return self._requests.buffer, self._responses.buffer

    def outcome(self, raw: bytes) -> str:
        return raw[9:12].decode("latin-1") if raw.startswith(b"HTTP/1") else "not HTTP"


def _request(raw: bytes, head: Head) -> Unit:
    method, target, _ = raw.split(b" ", 2)
    fields = head.fields
    scenario = None
    if b"baggage" in fields or b"traceparent" in fields:
        scenario = correlation.of_http(fields.get(b"baggage", b""), fields.get(b"traceparent", b""))
    named, path = method.decode("latin-1"), target.decode("latin-1")
    return Unit(raw, f"{named} {path}", raw, named, path, scenario, body_at=head.end, shows_answers=True)
