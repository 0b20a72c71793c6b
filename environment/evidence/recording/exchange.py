"""One exchange as it leaves the proxy: masked, frozen, complete."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from environment.evidence.recording.recorder import CALLER_GAVE_UP
from environment.topology import STRANGER

STAFF = "staff"
PEOPLE = frozenset({"customer", STAFF, STRANGER})
"""The callers that are people and not services."""


@dataclass(frozen=True)
class RecordedMessage:
    """A request or an answer. `head` is its first line; `size` counts the bytes of the whole message."""

    head: str
    headers: tuple[tuple[str, str], ...]
    body: str
    size: int

    def header(self, name: str) -> str | None:
        """The first value of a header. Upper and lower case of the name are the same."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    @property
    def status(self) -> int | None:
        """The status of an HTTP answer, None for any other message."""
        words = self.head.split(" ", 2)
        return int(words[1]) if words[0].startswith("HTTP/") and len(words) > 1 else None

    @classmethod
    def read(cls, data: Mapping[str, Any] | None) -> Self | None:
        """From the JSON of the control channel."""
        if data is None:
            return None
        headers = tuple((str(name), str(value)) for name, value in data["headers"])
        return cls(data["head"], headers, data["body"], data["size"])


@dataclass(frozen=True)
class Exchange:
    """A call and its answer on one arrow. Times are Unix seconds; `ended` is None for a call without an end.

    `answered` is the answer that the callee gave, `answer` the one that the caller received: they differ when
    a fault touched the exchange, and `answer` is None when the answer was lost. `deliveries` counts how often
    the proxy sent the call to the callee; 0 means that the callee never received it. `number` rises with the
    start of the exchanges.
    """

    number: int
    edge: str
    protocol: str
    connection: int
    started: float
    ended: float | None
    correlation: str | None
    summary: str
    faults: tuple[str, ...]
    outcome: str
    deliveries: int
    request: RecordedMessage | None
    answered: RecordedMessage | None
    answer: RecordedMessage | None

    @property
    def caller(self) -> str:
        return self.edge.partition(" -> ")[0]

    @property
    def callee(self) -> str:
        return self.edge.partition(" -> ")[2]

    @property
    def seconds(self) -> float | None:
        """The time that the caller waited; None for a call without an end."""
        return None if self.ended is None else self.ended - self.started

    @property
    def is_given_up(self) -> bool:
        """Whether the caller hung up before it had the whole answer."""
        return self.outcome.endswith(CALLER_GAVE_UP)

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        """From the JSON of the control channel."""
        given: dict[str, Any] = {**data, "faults": tuple(data["faults"])}
        for name in ("request", "answered", "answer"):
            given[name] = RecordedMessage.read(data[name])
        return cls(**given)
