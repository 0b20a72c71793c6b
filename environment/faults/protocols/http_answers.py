"""HTTP answers that the proxy generates, and answers of the callee that it alters."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

import h11

from environment.evidence.recording.json_value import Json
from environment.faults.errors import InvalidFault
from environment.faults.protocols.codec import ProtocolAnswer

_FRAMING = (b"content-length", b"transfer-encoding")


def generated_answer(code: int, body: object, headers: Mapping[str, str]) -> bytes:
    """An answer without a callee. A text is sent as it is, None as problem+json, other bodies as JSON."""
    reason = HTTPStatus(code).phrase if code in HTTPStatus._value2member_map_ else "Fault"
    problem = {"type": "about:blank", "title": reason, "status": code}
    content_type = "application/problem+json" if body is None else "application/json"
    if isinstance(body, str):
        content_type, content = "text/plain; charset=utf-8", body.encode()
    else:
        content = json.dumps(problem if body is None else body).encode()
    given = {"Content-Type": content_type} | {name.title(): value for name, value in headers.items()}
    listed = [(name.encode(), value.encode()) for name, value in given.items()]
    return _serialized(code, reason.encode(), listed, content)


def with_body(answer: ProtocolAnswer, altered: Callable[[bytes], bytes]) -> bytes:
    """The answer with another body, and the length that belongs to it."""
    head, body = _parsed(answer)
    return _serialized(head.status_code, head.reason, head.headers.raw_items(), altered(body))


def with_header(answer: ProtocolAnswer, name: str, value: str) -> bytes:
    """The answer with another value of one header."""
    head, body = _parsed(answer)
    kept = [(key, each) for key, each in head.headers.raw_items() if key.lower() != name.lower().encode()]
    return _serialized(head.status_code, head.reason, [*kept, (name.encode(), value.encode())], body)


def with_json(answer: ProtocolAnswer, alter: Callable[[Json], None]) -> bytes:
    """The answer with its JSON document altered in place; raises InvalidFault if it is no JSON."""

    def altered(body: bytes) -> bytes:
        try:
            document: Json = json.loads(body)
        except ValueError:
            raise InvalidFault("the callee's answer is no JSON, so no field of it can be altered") from None
        alter(document)
        return json.dumps(document).encode()

    return with_body(answer, altered)


def locate_field(document: Json, field: str) -> tuple[Any, str | int]:
    """Where a field such as `lines.0.sku` lies: what holds it, and its key there. Raises InvalidFault."""
    *path, last = field.split(".")
    found: Any = document
    for step in path:
        found = _child(found, step, field)
    _child(found, last, field)
    return found, int(last) if isinstance(found, list) else last


def _child(found: Any, step: str, field: str) -> Any:
    if isinstance(found, list) and step.isdigit() and int(step) < len(found):
        return found[int(step)]
    if isinstance(found, dict) and step in found:
        return found[step]
    known = ", ".join(found) if isinstance(found, dict) else f"{type(found).__name__}"
    raise InvalidFault(f"the callee's answer has no field {field!r} ({step!r} not among: {known})")


def _parsed(answer: ProtocolAnswer) -> tuple[h11.Response, bytes]:
    """Head and decoded body of a whole answer to a request that was no HEAD."""
    reader = h11.Connection(h11.CLIENT)
    reader.send(h11.Request(method="GET", target="/", headers=[("host", "callee")]))
    reader.send(h11.EndOfMessage())
    reader.receive_data(answer.raw)
    reader.receive_data(b"")
    head = reader.next_event()
    assert isinstance(head, h11.Response)
    body = bytearray()
    while isinstance(event := reader.next_event(), h11.Data):
        body += event.data
    return head, bytes(body)


def _serialized(code: int, reason: bytes, headers: list[tuple[bytes, bytes]], body: bytes) -> bytes:
    kept = [(name, value) for name, value in headers if name.lower() not in _FRAMING]
    lines = [name + b": " + value for name, value in kept]
    lines.append(b"Content-Length: %d" % len(body))
    return b"HTTP/1.1 %d %b\r\n%b\r\n\r\n%b" % (code, reason, b"\r\n".join(lines), body)
