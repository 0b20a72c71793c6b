"""The call profiles of a scenario: by arrow and operation the number of calls, their statuses and values.

Ids, times and secrets are not part of them, so that two runs of one scenario have equal profiles.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from environment.evidence.recording.exchange import PEOPLE, Exchange, RecordedMessage
from environment.evidence.recording.json_value import Json
from environment.evidence.recording.masking import is_secret_name
from environment.evidence.recording.operation import END_OF_DATA, operation_of, status_of

_COMPARED_TEXTS = frozenset(
    {"state", "status", "kind", "reason", "mode", "tax_mode", "code", "method", "currency"}
)
_LARGEST = 1_000_000_000  # a larger number is a time or an id, which differs from run to run
_MOST_VALUES = 16  # values of one operation
_MOST_VARIANTS = 6  # of one value; a value with more is not compared
_MOST_OPERATIONS = 60  # of one scenario
Value = int | float | str
Values = dict[str, list[Value]]


@dataclass
class CallProfile:
    """The calls of one operation on one arrow in one run.

    `values` lists the variants of each value; the list is empty for a value with too many of them, which is
    not compared.
    """

    arrow: str
    operation: str
    statuses: list[str] = field(default_factory=list)
    count: int = 0
    values: Values = field(default_factory=dict)

    def add(self, exchange: Exchange) -> None:
        """Add one call of this operation."""
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
        """The fields as a JSON list."""
        return [self.arrow, self.operation, self.statuses, self.count, self.values]

    @classmethod
    def read(cls, data: Sequence[Any]) -> Self:
        """From `as_json`. Raises TypeError, ValueError or AttributeError for any other data."""
        arrow, operation, statuses, count, values = data
        listed = {str(name): list(known) for name, known in values.items()}
        return cls(str(arrow), str(operation), [str(each) for each in statuses], int(count), listed)


ScenarioProfile = list[CallProfile]


def profile_of(exchanges: Iterable[Exchange]) -> ScenarioProfile:
    """The call profiles of one run, in the order of the first call of each."""
    calls: dict[tuple[str, str], CallProfile] = {}
    for exchange in profiled_exchanges(exchanges):
        key = (exchange.edge, operation_of(exchange))
        if key in calls or len(calls) < _MOST_OPERATIONS:
            calls.setdefault(key, CallProfile(*key)).add(exchange)
    return list(calls.values())


def profiled_exchanges(exchanges: Iterable[Exchange]) -> Iterator[Exchange]:
    """The exchanges that are compared: HTTP calls, and the SMTP command that decided about a mail."""
    for exchange in exchanges:
        if exchange.protocol.startswith("http") or (
            exchange.protocol == "smtp" and (exchange.summary == END_OF_DATA or exchange.outcome[:1] in "45")
        ):
            yield exchange


def values_of(exchange: Exchange) -> Iterator[tuple[str, Value]]:
    """The compared values of an exchange, by a name such as `the answer's grand_total`: numbers and states.

    Of the calls of people only the answers to writing requests are compared: the steps decide what people
    send and how often they read.
    """
    if exchange.caller not in PEOPLE:
        yield from _values(exchange.request, "the request's")
    elif exchange.summary.startswith("GET "):
        return
    yield from _values(exchange.answered, "the answer's")


def _values(message: RecordedMessage | None, whose: str) -> Iterator[tuple[str, Value]]:
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
        if name.rpartition(".")[2] in _COMPARED_TEXTS and len(value) <= 40:
            yield name, value
    elif isinstance(value, int | float) and abs(value) < _LARGEST:
        yield name, value
