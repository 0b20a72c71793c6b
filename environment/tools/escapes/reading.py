"""Reads escapes.toml, and says of each mistake in it where it is and what to write instead."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from environment.topology import topology

FILE = Path("escapes.toml")
_ENTRY = re.compile(r"\s*\[\[\s*escape\s*\]\]")
_FAULTS = {"missing": "is missing", "extra_forbidden": "is unknown"}
_WRITE = {"date": "a date such as 2026-11-02, without quotes"}
_TEXT = "a text in quotes"
_KEYS = "date, what, arrow, and scenario or check"

Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class BadEscapes(Exception):
    """The file cannot be used; the message has a line for each mistake."""


class Escape(BaseModel):
    """A defect that was noticed in production.

    scenario: the title of the scenario that would catch it now; check: the file of the check that would.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    date: datetime.date
    what: Sentence
    arrow: Sentence
    scenario: Sentence | None = None
    check: Sentence | None = None

    @property
    def caught_by(self) -> str:
        """What would catch it now, in words; empty where nothing would."""
        scenario = f'the scenario "{self.scenario}"' if self.scenario else ""
        return " and ".join(filter(None, [scenario, f"the check {self.check}" if self.check else ""]))


def read_escapes(
    titles: Collection[str], today: datetime.date, path: Path = FILE, project: Path = Path()
) -> tuple[Escape, ...]:
    """The entries, the newest first; none where there is no file. `titles`: those of all scenarios that run.

    Raises BadEscapes.
    """
    if not path.exists():
        return ()
    text = path.read_text("utf-8")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadEscapes(f"{path} is no TOML: {error}") from None
    entries = data.pop("escape", [])
    if data or not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        raise BadEscapes(f"{path}: write [[escape]], with two brackets, before each entry, and nothing else")
    places = _Places(path, text)
    found = [_read(entry, number, places) for number, entry in enumerate(entries)]
    escapes = [each for each in found if isinstance(each, Escape)]
    mistakes = [sentence for each in found if not isinstance(each, Escape) for sentence in each]
    for number, each in enumerate(found):
        if isinstance(each, Escape):
            mistakes += [
                f"{places.of(number, key)}: {why}" for key, why in _mistakes(each, titles, today, project)
            ]
    if mistakes:
        raise BadEscapes("\n".join(mistakes))
    return tuple(sorted(escapes, key=lambda each: each.date, reverse=True))


class _Places:
    """Where an entry and its keys are written: the TOML reader does not tell."""

    def __init__(self, path: Path, text: str) -> None:
        self._path, self._lines = path, text.splitlines()
        self._heads = [number for number, line in enumerate(self._lines) if _ENTRY.match(line)]

    def of(self, entry: int, key: str) -> str:
        """`escapes.toml:12`; the line of the entry's head where the key is not written in it."""
        if entry >= len(self._heads):  # written as an array of tables in one line
            return f"{self._path}, entry {entry + 1}"
        first = self._heads[entry]
        last = self._heads[entry + 1] if entry + 1 < len(self._heads) else len(self._lines)
        written = re.compile(rf"\s*{re.escape(key)}\s*=")
        found = (number for number in range(first, last) if written.match(self._lines[number]))
        return f"{self._path}:{next(found, first) + 1}"


def _read(entry: dict[str, Any], number: int, places: _Places) -> Escape | Sequence[str]:
    try:
        return Escape.model_validate(entry)
    except ValidationError as error:
        return [*_sentences(error, number, places)]


def _sentences(error: ValidationError, number: int, places: _Places) -> Iterator[str]:
    for each in error.errors():
        key = str(each["loc"][0])
        wrong = _FAULTS.get(each["type"], f"is not valid: write {_WRITE.get(key, _TEXT)}")
        known = f"; an entry has {_KEYS}" if each["type"] in _FAULTS else ""
        yield f"{places.of(number, key)}: {key} {wrong}{known}"


def _mistakes(
    escape: Escape, titles: Collection[str], today: datetime.date, project: Path
) -> Iterator[tuple[str, str]]:
    if escape.date > today:
        yield "date", f"{escape.date} is in the future: write the day on which it was noticed"
    if escape.arrow not in topology().points:
        known = ", ".join(topology().arrows)
        yield "arrow", f"there is no arrow {escape.arrow!r}; there are: {known}"
    if escape.scenario is not None and escape.scenario not in titles:
        why = f'no scenario "{escape.scenario}" runs: write its title as the report has it'
        yield "scenario", f"{why}, or leave it out until there is one"
    if escape.check is not None and not (project / escape.check).is_file():
        why = f"there is no file {escape.check}: name the file of the check"
        yield "check", f"{why}, such as environment/audit/invariants/money.py"
