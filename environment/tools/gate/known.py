"""The failures that are known: each with whoever sees to it, why, and until when."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

FILE = Path("known_failures.toml")
_KEYS = {"scenario": str, "owner": str, "reason": str, "expires": date}


class BadKnownFailures(Exception):
    """The file cannot be used; the message says what is wrong, where, and what to do."""


@dataclass(frozen=True)
class KnownFailure:
    """A scenario that may be red until the end of a day."""

    scenario: str
    owner: str
    reason: str
    expires: date


def known_failures(path: Path = FILE) -> tuple[KnownFailure, ...]:
    """What the file lists; nothing where there is no file. Raises BadKnownFailures."""
    if not path.exists():
        return ()
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BadKnownFailures(f"{path} is no TOML: {error}") from None
    wrong = list(_wrong(found))
    if wrong:
        raise BadKnownFailures("\n".join(f"{path}: {each}" for each in wrong))
    return tuple(KnownFailure(**entry) for entry in found.get("known", ()))


def _wrong(found: dict[str, Any]) -> Iterator[str]:
    yield from (f'"{key}" is unknown; write [[known]] before each entry' for key in found.keys() - {"known"})
    entries = found.get("known", [])
    if not isinstance(entries, list):
        yield "write [[known]], with two brackets, before each entry"
        return
    for number, entry in enumerate(entries, 1):
        yield from (f'entry {number}: "{key}" is unknown' for key in entry.keys() - _KEYS)
        for key, kind in _KEYS.items():
            if key not in entry:
                yield f"entry {number}: {key} is missing"
            elif type(entry[key]) is not kind or not entry[key]:
                example = "a date such as 2026-12-31, without quotes" if kind is date else "a text in quotes"
                yield f"entry {number}: {key} is no good: write {example}"
