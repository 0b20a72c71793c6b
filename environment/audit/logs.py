"""What the parts of the stack have logged since a scenario began, as far as something went wrong in them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from environment.audit.snapshot import LogLine

_SIGNS = (b'"exception": ', b"Traceback (most recent call last)")


class LogWatch:
    """Remembers how long each log was, and reads what came after that."""

    def __init__(self, logs: Mapping[str, Path]) -> None:
        """`logs` are the files by the name of the part that writes them; a missing one counts as empty."""
        self._logs = dict(logs)
        self._read_until: dict[str, int] = {}

    def mark(self) -> None:
        """A scenario begins: what was logged so far is not its own."""
        self._read_until = {name: _size(path) for name, path in self._logs.items()}

    def troubles(self, scenario: str | None = None) -> tuple[LogLine, ...]:
        """Every exception logged since the mark, but for those of another scenario's requests."""
        return tuple(
            line
            for name, path in self._logs.items()
            for line in _troubles(name, _since(path, self._read_until.get(name, 0)), scenario)
        )

    def lines(self, scenario: str | None = None) -> dict[str, list[str]]:
        """What each part has logged since the mark, but for the lines of another scenario's requests."""
        found = {
            name: [text for text in written.decode(errors="replace").splitlines() if _belongs(text, scenario)]
            for name, path in self._logs.items()
            if (written := _since(path, self._read_until.get(name, 0)))
        }
        return {name: lines for name, lines in found.items() if lines}


def _belongs(text: str, scenario: str | None) -> bool:
    line = _parsed(text)
    return line is None or _is_of(line, scenario)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _since(path: Path, offset: int) -> bytes:
    if _size(path) <= offset:
        return b""
    with path.open("rb") as log:
        log.seek(offset)
        return log.read()


def _troubles(name: str, written: bytes, scenario: str | None) -> Iterator[LogLine]:
    if not any(sign in written for sign in _SIGNS):
        return
    plain: list[str] = []  # what a dying process writes is no JSON
    for text in written.decode(errors="replace").splitlines():
        line = _parsed(text)
        if line is None:
            plain.append(text)
        elif "exception" in line and _is_of(line, scenario):
            yield LogLine(name, line.get("event", ""), line.get("trace_id"), line["exception"])
    dying = "\n".join(plain)
    if "Traceback (most recent call last)" in dying:
        yield LogLine(name, "written outside the log", None, dying)


def _parsed(text: str) -> dict[str, Any] | None:
    try:
        line = json.loads(text)
    except ValueError:
        return None
    return line if isinstance(line, dict) else None


def _is_of(line: Mapping[str, Any], scenario: str | None) -> bool:
    """Work that a service does by itself belongs to whoever runs while it is done."""
    members = (member.partition("=") for member in str(line.get("baggage", "")).split(","))
    named = [unquote(value) for key, _, value in members if key.strip() == "scenario"]
    return scenario is None or not named or scenario in named
