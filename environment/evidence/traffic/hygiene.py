"""Hygiene of what services answer and log: caches, problem documents, headers, and nothing of the inside.

Sources: RFC 9110 (HTTP), RFC 9111 (caching), RFC 9457 (problem documents), the Fetch standard (nosniff).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from environment.evidence.recording.exchange import RecordedMessage
from environment.evidence.recording.json_value import json_object
from environment.evidence.recording.operation import operation_of
from environment.evidence.traffic.breach import ScenarioTraffic, TrafficBreach
from environment.topology import topology

_PROBLEM = "application/problem+json"
_FEWEST_WORDS = 3  # of a detail: fewer cannot say what is wrong and what to do
_PASSING = re.compile(r"in-flight$|in-progress$|under-way$|^still-|^try-again$")
"""Problem types that say that the caller may come back."""
_BANNERS = ("server", "x-powered-by")
_INSIDE = re.compile(
    r"(?P<trace>Traceback \(most recent call last\)|File \"[^\"]+\", line \d+)"
    r"|(?P<row>(?:DETAIL|CONTEXT): )"  # JSON may have written the line break before it as \n
    r"|(?P<sql>\[SQL: |\[parameters: |(?:INSERT INTO|DELETE FROM) \w|SELECT .{1,200}? FROM \w"
    r"|UPDATE \w+ SET )"
    r"|(?P<library>Value error, |Assertion failed, |'NoneType' object|<[\w.]+ object at 0x)"
)
_WORDS = {
    "trace": "a stack trace",
    "row": "the contents of a database row",
    "sql": "a statement of SQL",
    "library": "the words of a library in place of the shop's",
}
_ONLY_IN_ANSWERS = (_WORDS["trace"], _WORDS["library"])
_SIGNS_OF_LIBRARIES = ("Value error, ", "Assertion failed, ", "'NoneType' object", " object at 0x")
_SIGNS = ("Traceback", "File ", "DETAIL: ", "CONTEXT: ", "[SQL: ", "[parameters: ")
_SIGNS_OF_SQL = ("INSERT INTO ", "DELETE FROM ", "SELECT ", "UPDATE ")


def answers_are_clean(traffic: ScenarioTraffic) -> Iterator[TrafficBreach]:
    """Every answer of a service names its cache rule, and every refusal says what to do.

    A sentence comes once: at the first answer of its kind.
    """
    services, said_before = topology().services, set[tuple[str, str]]()
    for exchange in traffic.exchanges:
        answer = exchange.answered
        if exchange.callee in services and answer is not None and answer.status is not None:
            for sentence in (*_head(answer, answer.status), *_body(answer, answer.status)):
                said = f"the answer {answer.status} to {operation_of(exchange)} {sentence}"
                if (exchange.edge, said) not in said_before:
                    said_before.add((exchange.edge, said))
                    yield TrafficBreach(exchange.edge, said, exchange=exchange.number)


def logs_hold_nothing_of_the_inside(traffic: ScenarioTraffic) -> Iterator[TrafficBreach]:
    """No log line of a service holds SQL or the contents of a row.

    Exceptions are the audit's, and developers know the words of their libraries.
    """
    for service in topology().services:
        for line in traffic.logs.get(service, ()):
            if (found := _of_the_inside(line)) and found not in _ONLY_IN_ANSWERS:
                yield TrafficBreach(f"inside {service}", f"a log line holds {found}{_event(line)}")


def _head(answer: RecordedMessage, status: int) -> Iterator[str]:
    headers = {name.lower(): value for name, value in answer.headers}
    rules = {rule.strip().lower() for rule in headers.get("cache-control", "").split(",")}
    if not rules & {"no-store", "private"}:
        yield "may be stored by a shared cache: no Cache-Control with no-store or private (RFC 9111, 5.2.2)"
    if headers.get("x-content-type-options", "").lower() != "nosniff":
        yield "lets a browser guess its type: X-Content-Type-Options is not nosniff (Fetch standard)"
    for name in _BANNERS:
        if name in headers:
            yield f"names the software that made it in its header {name} (RFC 9110, 10.2.4)"
    demanded = {401: ("www-authenticate", "11.6.1"), 405: ("allow", "10.2.1"), 503: ("retry-after", "10.2.3")}
    demanded[429] = demanded[503]
    header, section = demanded.get(status, ("", ""))
    if header and header not in headers:
        yield f"has no header {header} (RFC 9110, {section})"


def _body(answer: RecordedMessage, status: int) -> Iterator[str]:
    if inside := _of_the_inside(answer.body):
        yield f"holds {inside}"
    if status < 400:
        return
    kind = (answer.header("content-type") or "no type").partition(";")[0].strip().lower()
    if kind != _PROBLEM:
        yield f"is a refusal as {kind}, not as {_PROBLEM} (RFC 9457, 3)"
        return
    document = json_object(answer.body)
    if document is None:
        yield "is a refusal without a problem document (RFC 9457, 3)"
        return
    yield from _problem(document, status)
    kind_of_problem = str(document.get("type", "")).rpartition("/")[2]
    if _PASSING.search(kind_of_problem) and answer.header("retry-after") is None:
        yield f'says "{kind_of_problem}", and not when to come back: it has no header retry-after'


def _problem(document: Mapping[str, Any], status: int) -> Iterator[str]:
    missing = [name for name in ("type", "title", "detail") if not _text(document, name)]
    if missing:
        yield f"is a refusal without {' and '.join(missing)} (RFC 9457, 3.1)"
    if document.get("status") != status:
        yield f"is a refusal whose member status is {document.get('status')} (RFC 9457, 3.1.2)"
    detail = _text(document, "detail")
    if detail and (detail == _text(document, "title") or len(detail.split()) < _FEWEST_WORDS):
        yield "is a refusal whose detail does not say what to do (RFC 9457, 3.1.4)"


def _text(document: Mapping[str, Any], name: str) -> str:
    value = document.get(name)
    return value.strip() if isinstance(value, str) else ""


def _of_the_inside(text: str) -> str | None:
    """What a text shows of the inside; the words are looked for first, since most texts have none of them."""
    if not any(sign in text for sign in (*_SIGNS, *_SIGNS_OF_SQL, *_SIGNS_OF_LIBRARIES)):
        return None
    found = _INSIDE.search(text)
    return _WORDS[str(found.lastgroup)] if found else None


def _event(line: str) -> str:
    document = json_object(line)
    event = document.get("event") if document else None
    return f' ("{event}")' if isinstance(event, str) and not _INSIDE.search(event) else ""
