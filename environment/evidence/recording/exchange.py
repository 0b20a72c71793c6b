"""One exchange as everybody outside the proxy sees it: masked, frozen, complete."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True)
class Message:
    """A request or an answer. `head` is its first line; `size` counts the bytes of the whole message."""

    head: str
    headers: tuple[tuple[str, str], ...]
    body: str
    size: int

    def header(self, name: str) -> str | None:
        """The first value of a header, whatever the case of its name."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    @property
    def status(self) -> int | None:
        """The status of an HTTP answer, None for anything else."""
        words = self.head.split(" ", 2)
        return int(words[1]) if words[0].startswith("HTTP/") and len(words) > 1 else None

    @classmethod
    def read(cls, data: Mapping[str, Any] | None) -> Self | None:
        if data is None:
            return None
        headers = tuple((str(name), str(value)) for name, value in data["headers"])
        return cls(data["head"], headers, data["body"], data["size"])


@dataclass(frozen=True)
class Exchange:
    """A call and its answer on one edge. Times are Unix seconds; `ended` is None while it is under way.

    `answered` is what the callee answered, `answer` what the caller was given: they differ when a fault
    touched the exchange, and `answer` is None when the answer got lost. `deliveries` is how often the
    callee was sent the call (0: it never saw it).
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
    request: Message | None
    answered: Message | None
    answer: Message | None

    @property
    def caller(self) -> str:
        return self.edge.partition(" -> ")[0]

    @property
    def callee(self) -> str:
        return self.edge.partition(" -> ")[2]

    @property
    def seconds(self) -> float | None:
        """How long the caller waited, None while it still does."""
        return None if self.ended is None else self.ended - self.started

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        """From the JSON of the control channel."""
        given: dict[str, Any] = {**data, "faults": tuple(data["faults"])}
        for name in ("request", "answered", "answer"):
            given[name] = Message.read(data[name])
        return cls(**given)
