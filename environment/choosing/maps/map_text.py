"""The maps as text: what most scenarios run, and for each feature what its scenarios run beside that.

    every scenario
      bookstore/orders/service.py: OrderService.cancel, OrderService.place
      not bookstore/payments/amounts.py: decline_of_amount
    A customer buys one copy [1f0a92c4]
      bookstore/orders/store.py: OrderStore.add

A line with `not` has functions that most scenarios run and this one does not. In brackets is the digest of
the steps, and the number of the recording where it is not the first. Of `environment/` a map names the files
alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from environment.choosing.maps.function_map import FunctionMap, MappedFunction
from environment.evidence.baseline.scenario_id import ScenarioId

HEAD = "# Written by `make maps`; read docs/adr/0026-which-scenarios-notice-a-change.md.\n"
_SHARED = "every scenario"
_TITLE = re.compile(r"(?P<name>.+) \[(?P<digest>[0-9a-f]{8})(?:, recording (?P<recording>\d+))?\]")
_NOT = "not "
BY_FILE = "environment/"
WHOLE = "*"
Functions = frozenset[MappedFunction]


class UnreadableMap(ValueError):
    """A line of a map that this program did not write."""


class _Difference(NamedTuple):
    """What a scenario runs beside the usual functions, and the usual ones that it does not run."""

    more: Functions
    fewer: Functions

    @classmethod
    def of(cls, functions: Functions, usual: Functions) -> _Difference:
        return cls(functions - usual, usual - functions)

    def without(self, other: _Difference) -> _Difference:
        return _Difference(self.more - other.more, self.fewer - other.fewer)

    def lines(self) -> Iterator[str]:
        yield from (f"  {line}" for line in lines_of(self.more))
        yield from (f"  {_NOT}{line}" for line in lines_of(self.fewer))


def feature_text(
    scenarios: Mapping[ScenarioId, Functions], usual: Functions, recordings: Mapping[ScenarioId, int]
) -> str:
    """The text of one feature; `recordings` has the scenarios that are not of the first one."""
    differences = {scenario: _Difference.of(ran, usual) for scenario, ran in scenarios.items()}
    shared = _Difference(
        frozenset.intersection(*(each.more for each in differences.values())),
        frozenset.intersection(*(each.fewer for each in differences.values())),
    )
    lines = ["", _SHARED, *shared.lines()]
    for scenario, difference in differences.items():
        of = f", recording {recordings[scenario]}" if scenario in recordings else ""
        lines += ["", f"{scenario.name} [{scenario.digest}{of}]", *difference.without(shared).lines()]
    return HEAD + "".join(f"{line}\n" for line in lines)


def read_feature(feature: str, usual: Functions, text: str) -> FunctionMap:
    """From `feature_text`. Raises UnreadableMap."""
    blocks: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.startswith("  "):
            if not blocks:
                raise UnreadableMap(f"no scenario precedes this line: {line!r}")
            next(reversed(blocks.values())).append(line.strip())
        elif line and not line.startswith("#"):
            blocks[line] = []
    shared = _read(blocks.pop(_SHARED, ()))
    found, recordings = dict[ScenarioId, Functions](), dict[ScenarioId, int]()
    for head, lines in blocks.items():
        title = _TITLE.fullmatch(head)
        if title is None:
            raise UnreadableMap(f"not the title of a scenario with a digest in brackets: {head!r}")
        own = _read(lines)
        scenario = ScenarioId(feature, title["name"], title["digest"])
        found[scenario] = (usual - shared.fewer - own.fewer) | shared.more | own.more
        if title["recording"]:
            recordings[scenario] = int(title["recording"])
    return FunctionMap(found, recordings=recordings)


def _read(lines: Iterable[str]) -> _Difference:
    lines = tuple(lines)
    fewer = [line.removeprefix(_NOT) for line in lines if line.startswith(_NOT)]
    more = [line for line in lines if not line.startswith(_NOT)]
    return _Difference(read_functions(more), read_functions(fewer))


def lines_of(functions: Functions) -> Iterator[str]:
    """A line for each file, with its functions."""
    names: dict[str, set[str]] = {}
    for file, name in functions:
        names.setdefault(file, set()).add(name)
    for file in sorted(names):
        yield f"{file}: {', '.join(sorted(names[file]))}"


def read_functions(lines: Iterable[str]) -> Functions:
    """From `lines_of`. Raises UnreadableMap."""
    found: set[MappedFunction] = set()
    for line in lines:
        file, separator, names = line.partition(": ")
        if not separator:
            raise UnreadableMap(f"not a file and its functions: {line!r}")
        found |= {MappedFunction(file, name) for name in names.split(", ")}
    return frozenset(found)


def as_named(file: str, qualified: str) -> MappedFunction:
    """The function that a map names: a lambda or generator counts as the function around it."""
    if file.startswith(BY_FILE):
        return MappedFunction(file, WHOLE)
    return MappedFunction(file, qualified.partition(".<locals>.<")[0])
