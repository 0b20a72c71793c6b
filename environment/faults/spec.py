"""What a test asks for: which fault, on which edge, for which calls."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from environment.evidence.recording.json_value import JsonObject
from environment.faults.errors import BadFault


@dataclass(frozen=True)
class FaultSpec:
    """A fault on an edge, for all its calls until healed, unless narrowed.

    `parameters` belong to the kind. The calls it applies to are narrowed by

    - `method`, `path` (a regular expression searched in the request target): HTTP only
    - `matching` (a regular expression searched in what is called: `PUT /payments/1`, the SQL, the SMTP verb)
    - `nth`: only the nth such call, counted from when the fault was added (1 = the first)
    - `next`: only the next so many such calls; with `nth`, so many from the nth on
    - `correlation`: only calls of this scenario
    - `seconds`: over by itself after so long
    """

    name: str
    edge: str
    kind: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    method: str | None = None
    path: str | None = None
    matching: str | None = None
    nth: int | None = None
    next: int | None = None
    correlation: str | None = None
    seconds: float | None = None

    def __post_init__(self) -> None:
        if not self.name:
            raise BadFault("A fault needs a name to be healed by.")
        for what, least in (("nth", self.nth), ("next", self.next), ("seconds", self.seconds)):
            if least is not None and least <= 0:
                raise BadFault(f"Fault {self.name!r}: {what} must be above 0, not {least}.")
        for what, pattern in (("path", self.path), ("matching", self.matching)):
            _compiles(self.name, what, pattern)

    @property
    def narrowings(self) -> set[str]:
        """The ways this fault is narrowed to some calls."""
        ways = ("method", "path", "matching", "nth", "next", "correlation")
        return {name for name in ways if getattr(self, name) is not None}

    def covers(self, count: int) -> bool:
        """Whether the count-th matching call (1 = the first) is one that is meant."""
        first = self.nth or 1
        many = self.next or (1 if self.nth else None)
        return count >= first and (many is None or count < first + many)

    def as_json(self) -> JsonObject:
        return asdict(self)

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> FaultSpec:
        return cls(**data)


def _compiles(name: str, what: str, pattern: str | None) -> None:
    try:
        re.compile(pattern or "")
    except re.error as error:
        raise BadFault(f"Fault {name!r}: {what} is no regular expression: {error}.") from None
