"""One fault, from the sentence of a feature to the proxy: the calls it is for, and what happens to them.

Steps build a `FaultSpec`; the proxy receives the same class as JSON. The module imports nothing of the
project, because the proxy's container image contains no other module of `steps`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

_NARROWINGS = ("method", "path", "matching", "nth", "next")


@dataclass(frozen=True)
class CallPattern:
    """The calls of one edge that a fault is for: all of them, unless narrowed by

    - `method`, `path` (a regular expression searched in the request target): HTTP only
    - `matching` (a regular expression searched in the summary of a call: `PUT /payments/1`, the SQL, the SMTP
      verb)
    - `nth`: only the nth such call, counted from when the fault was added (1 = the first)
    - `next`: only the next so many such calls; with `nth`, so many from the nth on

    `text` is the wording of the feature, for names and reports; `word` is that of the operation, "" for any.
    Raises ValueError.
    """

    edge: str
    method: str | None = None
    path: str | None = None
    matching: str | None = None
    nth: int | None = None
    next: int | None = None
    text: str = ""
    word: str = ""

    def __post_init__(self) -> None:
        _require_positive(f"Calls on {self.edge!r}", nth=self.nth, next=self.next)
        for what, pattern in (("path", self.path), ("matching", self.matching)):
            try:
                re.compile(pattern or "")
            except re.error as error:
                raise ValueError(
                    f"Calls on {self.edge!r}: {what} is no regular expression: {error}."
                ) from None

    @property
    def narrowings(self) -> set[str]:
        """The names of the fields that narrow the pattern to some calls of the edge."""
        return {name for name in _NARROWINGS if getattr(self, name) is not None}

    def includes(self, count: int) -> bool:
        """Whether `nth` and `next` select the count-th matching call (1 = the first)."""
        first = self.nth or 1
        many = self.next or (1 if self.nth else None)
        return count >= first and (many is None or count < first + many)


@dataclass(frozen=True)
class FaultSpec:
    """A fault on the calls of an edge, from when it is added until it is healed.

    - `name`: names the fault when it is healed, and in reports
    - `kind`: the name of a class in environment/faults/kinds; `parameters` are the fields of that class
    - `correlation`: only calls of this scenario (W3C Baggage) or trace
    - `seconds`: the fault heals itself after so long

    Raises ValueError. Whether the edge and the kind exist and fit is checked by the proxy.
    """

    name: str
    calls: CallPattern
    kind: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    correlation: str | None = None
    seconds: float | None = None

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("A fault needs a name to be healed by.")
        _require_positive(f"Fault {self.name!r}", seconds=self.seconds)

    @property
    def edge(self) -> str:
        """The edge that the fault is on."""
        return self.calls.edge

    @property
    def narrowings(self) -> set[str]:
        """The names of the fields that narrow the fault to some calls of the edge."""
        return self.calls.narrowings | ({"correlation"} if self.correlation is not None else set())

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> FaultSpec:
        """The spec that `as_json` wrote. Raises ValueError."""
        return cls(**{**data, "calls": CallPattern(**data["calls"])})


def _require_positive(subject: str, **values: float | None) -> None:
    for name, value in values.items():
        if value is not None and value <= 0:
            raise ValueError(f"{subject}: {name} must be above 0, not {value}.")
