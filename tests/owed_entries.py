"""What tables owe to the topology: a line for each missing entry, with file, line and what to write.

A test that holds a table to the topology is marked `owed`, so that `make owed` lists all that is missing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Place:
    """Where entries are written: a file, and a text in the line at their head; empty for the whole file."""

    file: str
    beside: str = ""

    def __str__(self) -> str:
        if not self.beside:
            return self.file
        lines = (PROJECT / self.file).read_text("utf-8").splitlines()
        found = next((number for number, line in enumerate(lines, start=1) if self.beside in line), None)
        assert found, (
            f"{self.file} has no line with {self.beside!r}: name another one as the place of entries"
        )
        return f"{self.file}:{found}"


def hold_complete(missing: Iterable[object], place: Place, write: str) -> None:
    """Fail where entries are missing. `write` says what to write; `{it}` stands for what is missing."""
    lines = [f"{place}: {each} has no entry: {write.format(it=each)}" for each in sorted(map(str, missing))]
    hold_none(lines)


def hold_known(surplus: Iterable[object], place: Place) -> None:
    """Fail where there are entries about what does not exist."""
    hold_none(f"{place}: there is no {each}: remove its entry" for each in sorted(map(str, surplus)))


def hold_none(sentences: Iterable[str]) -> None:
    """Fail with these sentences, a line each, where there are some."""
    if lines := list(sentences):
        pytest.fail("\n".join(lines), pytrace=False)
