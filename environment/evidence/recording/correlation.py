"""Finds the scenario that a call belongs to, from what the call carries.

HTTP: the member `scenario` of the W3C `baggage` header, else the trace id of `traceparent`
(https://www.w3.org/TR/baggage/, https://www.w3.org/TR/trace-context/). SQL: a comment `/* scenario=... */`,
else the connection's application_name. Mail: a `Baggage` or `X-Scenario` header.
"""

import re
from urllib.parse import unquote

_MEMBER = re.compile(rb"(?:^|[,\s])scenario=([^,;\s*]+)")
_TRACE = re.compile(rb"^[0-9a-f]{2}-([0-9a-f]{32})-")
_COMMENT = re.compile(rb"/\*[^*]*?\bscenario='?([^,;\s*']+)")
_MAIL = re.compile(rb"^(?:baggage:.*?\bscenario=|x-scenario:\s*)([^,;\s]+)", re.IGNORECASE | re.MULTILINE)


def _text(found: re.Match[bytes] | None) -> str | None:
    return unquote(found[1].decode("latin-1")) if found else None


def of_http(baggage: bytes, traceparent: bytes) -> str | None:
    """The scenario of an HTTP call, from the values of its two headers (empty when absent)."""
    if baggage and (scenario := _text(_MEMBER.search(baggage))):
        return scenario
    return _text(_TRACE.match(traceparent)) if traceparent else None


def of_sql(statement: bytes) -> str | None:
    """The scenario of a SQL statement, from its comment."""
    return _text(_COMMENT.search(statement)) if b"scenario=" in statement else None


def of_application_name(name: bytes) -> str | None:
    """The scenario of a PostgreSQL connection, from its application_name."""
    return _text(_MEMBER.search(name))


def of_mail(head: bytes) -> str | None:
    """The scenario of a mail, from its headers."""
    return _text(_MAIL.search(head))
