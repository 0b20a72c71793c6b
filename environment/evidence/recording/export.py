"""Turns a raw exchange into JSON that may leave the proxy: everything masked, bodies readable.

h11 parses each HTTP message; one that violates HTTP/1.1 is exported with h11's reason.
"""

from __future__ import annotations

import h11

from environment.evidence.recording import masking
from environment.evidence.recording.json_value import Json, JsonObject
from environment.evidence.recording.recorder import RawExchange

_FIELDS = (
    "number",
    "edge",
    "protocol",
    "connection",
    "started",
    "ended",
    "correlation",
    "outcome",
    "deliveries",
)
_REQUEST = h11.Request(method="GET", target="/", headers=[("host", "callee")])


def summary(record: RawExchange) -> str:
    """The call in one masked line."""
    if record.protocol == "postgres":
        return masking.mask_sql(record.summary)
    if record.protocol == "smtp":
        return masking.mask_text(record.summary)
    method, _, target = record.summary.partition(" ")
    return f"{method} {masking.mask_target(target)}"


def summary_with_outcome(record: RawExchange) -> str:
    """The call and its outcome in one masked line, for the list of calls that a fault did not match."""
    return f"{summary(record)} -> {record.outcome}"


def exchange_as_json(record: RawExchange) -> JsonObject:
    """The exchange as JSON, without a secret."""
    shown: JsonObject = {name: getattr(record, name) for name in _FIELDS}
    shown["correlation"] = None if record.correlation is None else masking.mask_text(record.correlation)
    shown["summary"] = summary(record)
    shown["faults"] = list(record.faults)
    shown["request"] = _request(record)
    shown["answered"] = _answer(record, record.answered)
    same = record.answer is record.answered
    shown["answer"] = shown["answered"] if same else _answer(record, record.answer, _type(shown["answered"]))
    return shown


def _request(record: RawExchange) -> Json:
    if record.protocol in ("postgres", "smtp"):
        body = masking.mask_text(record.request.decode("utf-8", "replace"))
        return _message(summary(record), [], body, len(record.request))
    return _http(record.request, h11.Connection(h11.SERVER))


def _type(message: Json) -> str | None:
    """The content type that the callee declared; empty without one, None where the callee gave no answer."""
    if not isinstance(message, dict):
        return None
    headers = message["headers"]
    assert isinstance(headers, list)
    pairs = [each for each in headers if isinstance(each, list)]
    return next((str(value) for name, value in pairs if str(name).lower() == "content-type"), "")


def _answer(record: RawExchange, raw: bytes | None, real_type: str | None = None) -> Json:
    """An answer, masked as `real_type`: a fault may have changed the declared content type."""
    if raw is None:
        return None
    if record.protocol in ("postgres", "smtp"):
        return _message(masking.mask_text(raw.decode("utf-8", "replace").strip()), [], "", len(raw))
    reader = h11.Connection(h11.CLIENT)
    method = record.request.partition(b" ")[0] or b"GET"
    request = (
        _REQUEST if method == b"GET" else h11.Request(method=method, target="/", headers=[("host", "callee")])
    )
    reader.send(request)
    reader.send(h11.EndOfMessage())
    return _http(raw, reader, real_type)


def _http(raw: bytes, reader: h11.Connection, real_type: str | None = None) -> Json:
    head: h11.Request | h11.Response | None = None
    body = bytearray()
    broken = ""
    try:
        reader.receive_data(raw)
        while (event := reader.next_event()) not in (h11.NEED_DATA, h11.PAUSED):
            if isinstance(event, h11.Request | h11.Response):
                head = event
            elif isinstance(event, h11.Data):
                body += event.data
            elif isinstance(event, h11.EndOfMessage | h11.ConnectionClosed):
                break
    except h11.RemoteProtocolError as error:
        broken = f"<not HTTP/1.1: {error.args[0].partition(':')[0]}>"
    if head is None:
        return _message(broken or "<no complete head>", [], f"<{len(raw)} bytes, not shown>", len(raw))
    headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in head.headers.raw_items()]
    content_type = next((value for name, value in headers if name.lower() == "content-type"), "")
    kind = content_type if real_type is None else real_type
    shown = [(name, masking.mask_header(name, value)) for name, value in headers]
    text = masking.mask_body(bytes(body), kind.lower()) + broken
    return _message(_first_line(head), shown, text, len(raw))


def _first_line(head: h11.Request | h11.Response) -> str:
    version = f"HTTP/{head.http_version.decode()}"
    if isinstance(head, h11.Response):
        return f"{version} {head.status_code} {head.reason.decode('latin-1')}".rstrip()
    target = masking.mask_target(head.target.decode("latin-1"))
    return f"{head.method.decode()} {target} {version}"


def _message(head: str, headers: list[tuple[str, str]], body: str, size: int) -> JsonObject:
    return {"head": head, "headers": [[name, value] for name, value in headers], "body": body, "size": size}
