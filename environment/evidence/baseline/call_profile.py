"""The call profiles of a scenario: by arrow and operation how often each status came, and the values.

Ids, times and secrets are not part of them, so that two runs of one scenario have equal profiles. A step
that waits reads as often as the machine is slow: of the reads of people, each with a trace of its own, only
the one that causes most calls is counted, for each operation.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Self
from urllib.parse import parse_qsl

from environment.evidence.baseline.occurrences import Course, Value, follow
from environment.evidence.recording.exchange import PEOPLE, Exchange, RecordedMessage
from environment.evidence.recording.json_value import Json
from environment.evidence.recording.masking import MASK, is_secret_name
from environment.evidence.recording.operation import END_OF_DATA, is_read, operation_of, status_of
from environment.evidence.recording.traces import trace_of
from environment.topology import topology

_COMPARED_HEADERS = ("authorization", "idempotency-key", "on-behalf-of", "traceparent")
_LONGEST_TEXT = 120
_FORM = "application/x-www-form-urlencoded"
# Dates, addresses, ids and keys differ from run to run, and two runs of one day have the same date.
_VARYING_TEXT = re.compile(
    r"\d{4}-\d\d|://|@|[0-9a-fA-F]{8}|\b97[89]\d{10}\b|\bBK-[0-9A-Z]|\b[a-z]{2,5}_\w{8,}|" + re.escape(MASK)
)
REQUEST, ANSWER = "the request's", "the answer's"
"""Whose value it is: the beginning of its name."""
ANY_TEXT = "*"
_LARGEST = 1_000_000_000  # a larger number is a time or an id, which differs from run to run
_DEEPEST = 2  # levels below the first whose values are compared
_MOST_VALUES = 150  # values of one operation; more than a purchase of three titles has
_MOST_VARIANTS = 6  # of one value; a value with more is not compared
_MOST_OPERATIONS = 60  # of one scenario
Values = dict[str, list[Value]]
OperationKey = tuple[str, str]
"""Arrow and operation."""


@dataclass
class CallProfile:
    """The calls of one operation on one arrow in one run.

    statuses: how often each status came.
    values: the variants of each value; the list is empty for a value with too many of them, which is not
    compared.
    optional: the names of the values that some of the calls did not have.
    courses: the values in the order of the calls that count, where a service asks for a change.
    """

    arrow: str
    operation: str
    statuses: dict[str, int] = field(default_factory=dict)
    values: Values = field(default_factory=dict)
    optional: set[str] = field(default_factory=set)
    courses: dict[str, Course] = field(default_factory=dict)

    def add(self, exchange: Exchange, *, counted: bool = True) -> None:
        """Add one call of this operation, whose status may be counted already."""
        is_first, status = not self.statuses, status_of(exchange)
        self.statuses[status] = self.statuses.get(status, 0) + counted
        found = dict(values_of(exchange))
        self.optional |= {name for name in self.values if name not in found}
        if not is_first:
            self.optional |= {name for name in found if name not in self.values}
        is_followed = counted and has_a_course(exchange)
        for name, value in found.items():
            self._keep(name, value)
            if is_followed and value != ANY_TEXT:
                follow(self.courses.setdefault(name, []), value)

    def _keep(self, name: str, value: Value) -> None:
        if name not in self.values:
            if len(self.values) < _MOST_VALUES:
                self.values[name] = [value]
        elif (known := self.values[name]) and value not in known:
            self.values[name] = together(name, [*known, value])

    @property
    def count(self) -> int:
        """How often the operation was called."""
        return sum(self.statuses.values())

    def as_json(self) -> list[Any]:
        """The fields as a JSON list."""
        optional = sorted(self.optional & self.values.keys())
        return [self.arrow, self.operation, self.statuses, self.values, optional, self.courses]

    @classmethod
    def read(cls, data: Sequence[Any]) -> Self:
        """From `as_json`. Raises TypeError, ValueError or AttributeError for any other data."""
        arrow, operation, statuses, values, optional, courses = data
        listed = {str(name): list(known) for name, known in values.items()}
        counts = {str(status): int(count) for status, count in statuses.items()}
        followed = {
            str(name): [(int(often), value) for often, value in course] for name, course in courses.items()
        }
        return cls(str(arrow), str(operation), counts, listed, set(map(str, optional)), followed)


ScenarioProfile = list[CallProfile]


def profile_of(exchanges: Iterable[Exchange]) -> ScenarioProfile:
    """The call profiles of one run, in the order of the first call of each."""
    calls: dict[OperationKey, CallProfile] = {}
    for key, exchange, counted in counted_exchanges(exchanges):
        if key in calls or len(calls) < _MOST_OPERATIONS:
            calls.setdefault(key, CallProfile(*key)).add(exchange, counted=counted)
    return list(calls.values())


def counted_exchanges(exchanges: Iterable[Exchange]) -> Iterator[tuple[OperationKey, Exchange, bool]]:
    """The exchanges that are compared, and whether each counts or repeats what an earlier look has caused."""
    known = tuple(exchanges)
    looks = looks_of(known)
    per_look: Counter[tuple[str, OperationKey, str]] = Counter()
    most: Counter[tuple[OperationKey, str]] = Counter()  # in one look
    for exchange in profiled_exchanges(known):
        key, counted = (exchange.edge, operation_of(exchange)), True
        if (trace := trace_of(exchange)) in looks:
            status = status_of(exchange)
            per_look[trace or "", key, status] += 1
            counted = per_look[trace or "", key, status] > most[key, status]
            most[key, status] += counted
        yield key, exchange, counted


def looks_of(exchanges: Iterable[Exchange]) -> frozenset[str | None]:
    """The traces of the reads of people: each is repeated until a step has seen enough."""
    reads = (each for each in exchanges if each.caller in PEOPLE and is_read(each))
    return frozenset(trace_of(each) for each in reads) - {None}


def profiled_exchanges(exchanges: Iterable[Exchange]) -> Iterator[Exchange]:
    """The exchanges that are compared: HTTP calls, and the SMTP command that decided about a mail."""
    for exchange in exchanges:
        if exchange.protocol.startswith("http") or (
            exchange.protocol == "smtp" and (exchange.summary == END_OF_DATA or exchange.outcome[:1] in "45")
        ):
            yield exchange


def has_a_course(exchange: Exchange) -> bool:
    """Whether it counts how often its values come: a service asks for a change, which it does not repeat."""
    return exchange.caller in topology().services and not is_read(exchange)


def values_of(exchange: Exchange) -> Iterator[tuple[str, Value]]:
    """The compared values of an exchange, by a name such as `the answer's grand_total`.

    Of texts that differ from run to run the presence is compared in the requests of our services, and of
    some of their headers: their value is ANY_TEXT. Of the calls of people only the answers to writing
    requests are compared: the steps decide what people send and how often they read.
    """
    if exchange.caller not in PEOPLE:
        ours = exchange.caller in topology().services
        if ours and exchange.request:
            names = {name.lower() for name, _ in exchange.request.headers}
            yield from (
                (f"{REQUEST} headers.{name}", ANY_TEXT) for name in _COMPARED_HEADERS if name in names
            )
        yield from _values(exchange.request, REQUEST, any_text=ours)
    elif is_read(exchange):
        return
    yield from _values(exchange.answered, ANSWER)


def _values(
    message: RecordedMessage | None, whose: str, *, any_text: bool = False
) -> Iterator[tuple[str, Value]]:
    if message is None or not message.body:
        return
    for name, value in _leaves(_content(message), ""):
        if value != ANY_TEXT or any_text:
            yield f"{whose} {name}", value


def _content(message: RecordedMessage) -> Json:
    """The content of JSON or of a form, such as the gateway takes; nothing for any other body."""
    if message.body.startswith(("{", "[")):
        try:
            content: Json = json.loads(message.body)
        except (ValueError, RecursionError):
            return None
        return content
    if (message.header("content-type") or "").startswith(_FORM):
        return {name: int(text) if text.isdecimal() else text for name, text in parse_qsl(message.body)}
    return None


def _leaves(value: Json, name: str) -> Iterator[tuple[str, Value]]:
    if isinstance(value, Mapping) and name.count(".") < _DEEPEST:
        for key, each in value.items():
            if not is_secret_name(key):
                yield from _leaves(each, f"{name}.{key}" if name else key)
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from _leaves(each, f"{name}[{place}]")
    elif isinstance(value, str):
        yield name, ANY_TEXT if _varies(value) else value
    elif isinstance(value, int | float) and abs(value) < _LARGEST:
        yield name, value


@lru_cache(4096)
def _varies(text: str) -> bool:
    """Whether a text is, by its form, another one in each run."""
    return len(text) > _LONGEST_TEXT or _VARYING_TEXT.search(text) is not None


def together(name: str, variants: Sequence[Value]) -> list[Value]:
    """The variants of a value; any text where texts of a request are too many, none for other values."""
    texts = all(isinstance(each, str) for each in variants)
    if texts and name.startswith(REQUEST) and (len(variants) > _MOST_VARIANTS or ANY_TEXT in variants):
        return [ANY_TEXT]
    return list(variants) if len(variants) <= _MOST_VARIANTS else []
