"""Each operation that a stub offers is asked by a scenario of `make stubs`: one that drifted would be red."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from environment.evidence.baseline.committed import BASELINE
from environment.stubs.kinds import STUBS
from environment.stubs.stub import offered_operation
from environment.tools.integration.stubs import CHECKS, HELD
from steps.tasks.moves.kinds import MACHINES
from tests.owed_entries import Place, hold_complete

_CHECKED = "\n".join(Path(each).read_text("utf-8") for each in CHECKS)
_CELLS = frozenset(cell.strip() for cell in re.split(r"[|\n]", _CHECKED))
_WHOLE = frozenset(kind for kind in MACHINES if kind in _CELLS)  # as a value of <kind>: all of its operations


@pytest.mark.owed
@pytest.mark.parametrize("service", STUBS)
def test_each_operation_of_a_stub_is_held_to_its_service(service: str) -> None:
    asked = {*_of_checks(service), *_of_features(service)}
    hold_complete(
        STUBS[service].offered() - asked,
        Place("environment/tools/integration/stubs.py", "HELD: "),
        "give {it} a row in one of the features of CHECKS; or name here, for its service, a folder whose "
        "scenarios ask it",
    )


def _of_checks(service: str) -> Iterator[str]:
    """What tables of moves and flawed requests ask the service."""
    for kind, machine in MACHINES.items():
        for name, tried in machine.operations.items():
            asked, _, operation = tried.request.partition(": ")
            if asked == service and (kind in _WHOLE or name in _CELLS):
                yield operation
    yield from (each for each in STUBS[service].offered() if f"{service}: {each}" in _CHECKED)


def _of_features(service: str) -> Iterator[str]:
    """What the features about the service ask it, by the baseline."""
    calls = re.compile(rf"-> {service}: ([A-Z]+) (\S+)")
    for folder in HELD[service]:
        for file in (BASELINE / Path(folder).name).glob("*.txt"):
            for method, target in set(calls.findall(file.read_text("utf-8"))):
                yield offered_operation(STUBS[service], method, target) or ""
