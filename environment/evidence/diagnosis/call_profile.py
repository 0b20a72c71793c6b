"""The pattern of a scenario: which calls cross which arrows, how often, with what answers and values.

Ids, times and secrets are not part of it, so that two runs of one scenario have the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from environment.evidence.recording.exchange import Exchange, Message
from environment.evidence.recording.json_value import Json
from environment.evidence.recording.masking import is_secret_name
from environment.evidence.recording.operation import END_OF_DATA, operation_of, status_of

PEOPLE = frozenset({"customer", "staff"})
_WORDS = frozenset({"state", "status", "kind", "reason", "mode", "tax_mode", "code", "method", "currency"})
_LARGEST = 1_000_000_000  # above it stands a time or an id, which differs each time
_MOST_VALUES = 16  # of one call
_MOST_VARIANTS = 6  # of one value; one with more is not a fixed one
_MOST_CALLS = 60  # kinds of calls of one scenario
Value = int | float | str
Values = dict[str, list[Value]]


@dataclass
class Habit:
    """One kind of call in one run. Of a value with too many variants the list is empty: anything goes."""

    arrow: str
    operation: str
    statuses: list[str] = field(default_factory=list)
    count: int = 0
    values: Values = field(default_factory=dict)

    def add(self, exchange: Exchange) -> None:
        """One more call of this kind."""
        self.count += 1
        if (status := status_of(exchange)) not in self.statuses:
            self.statuses.append(status)
        for name, value in values_of(exchange):
            self._keep(name, value)

    def _keep(self, name: str, value: Value) -> None:
        if name not in self.values:
            if len(self.values) < _MOST_VALUES:
                self.values[name] = [value]
        elif (known := self.values[name]) and value not in known:
            self.values[name] = [*known, value] if len(known) < _MOST_VARIANTS else []

    def as_json(self) -> list[Any]:
        return [self.arrow, self.operation, self.statuses, self.count, self.values]

    @classmethod
    def read(cls, data: Sequence[Any]) -> Self:
        """Raises TypeError, ValueError or AttributeError where this is no habit."""
        arrow, operation, statuses, count, values = data
        listed = {str(name): list(known) for name, known in values.items()}
        return cls(str(arrow), str(operation), [str(each) for each in statuses], int(count), listed)


Pattern = list[Habit]


def pattern_of(exchanges: Iterable[Exchange]) -> Pattern:
    """The pattern of one run, its kinds of calls in the order of their first."""
    habits: dict[tuple[str, str], Habit] = {}
    for exchange in told(exchanges):
        key = (exchange.edge, operation_of(exchange))
        if key in habits or len(habits) < _MOST_CALLS:
            habits.setdefault(key, Habit(*key)).add(exchange)
    return list(habits.values())


def told(exchanges: Iterable[Exchange]) -> Iterator[Exchange]:
    """The exchanges a pattern is made of: HTTP calls, and of a mail what decides about it."""
    for exchange in exchanges:
        if exchange.protocol.startswith("http") or (
            exchange.protocol == "smtp" and (exchange.summary == END_OF_DATA or exchange.outcome[:1] in "45")
        ):
            yield exchange


def values_of(exchange: Exchange) -> Iterator[tuple[str, Value]]:
    """The numbers and states in an exchange, by a name such as `the answer's grand_total`.

    Of people's calls only the answers to their acts: what they send, and what they see while they wait for
    something, is the scenario's own business.
    """
    if exchange.caller not in PEOPLE:
        yield from _values(exchange.request, "the request's")
    elif exchange.summary.startswith("GET "):
        return
    yield from _values(exchange.answered, "the answer's")


def _values(message: Message | None, whose: str) -> Iterator[tuple[str, Value]]:
    if message is None or not message.body.startswith(("{", "[")):
        return
    try:
        body: Json = json.loads(message.body)
    except (ValueError, RecursionError):
        return
    for name, value in _leaves(body, ""):
        yield f"{whose} {name}", value


def _leaves(value: Json, name: str) -> Iterator[tuple[str, Value]]:
    if isinstance(value, Mapping):
        for key, each in value.items():
            if not is_secret_name(key):
                yield from _leaves(each, f"{name}.{key}" if name else key)
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from _leaves(each, f"{name}[{place}]")
    elif isinstance(value, str):
        if name.rpartition(".")[2] in _WORDS and len(value) <= 40:
            yield name, value
    elif isinstance(value, int | float) and abs(value) < _LARGEST:
        yield name, value
