"""Exceptions that services and other parts have logged since a scenario began, and the check for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from environment.audit.breach import AuditBreach, BreachKind, EvidenceTable
from environment.audit.facts.log_rows import LoggedException
from environment.audit.facts.snapshot import Snapshot
from environment.evidence.recording.json_value import json_object

_TRACEBACK = "Traceback (most recent call last)"
_SIGNS = (b'"exception": ', _TRACEBACK.encode())


def no_unhandled_exception(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """No service and no other part has logged an exception."""
    for line in snapshot.exceptions:
        trace = f" (trace {line.trace_id})" if line.trace_id else ""
        sentence = f'{line.service} logged an exception ("{line.event}"): {_raised(line.exception)}{trace}'
        yield AuditBreach(BreachKind.UNHANDLED_EXCEPTION, sentence, (EvidenceTable.of("log", [line]),))


class LogWatch:
    """Reads what each log file has gained since a mark."""

    def __init__(self, logs: Mapping[str, Path]) -> None:
        """`logs` are the files by the name of the part that writes them; a missing file counts as empty."""
        self._logs = dict(logs)
        self._read_until: dict[str, int] = {}

    def mark(self) -> None:
        """Begin a scenario: what is logged so far does not belong to it."""
        self._read_until = {name: _size(path) for name, path in self._logs.items()}

    def exceptions(self, scenario: str | None = None) -> tuple[LoggedException, ...]:
        """Every exception logged since the mark, without those of another scenario's requests."""
        return tuple(
            line
            for name, path in self._logs.items()
            for line in _exceptions(name, _since(path, self._read_until.get(name, 0)), scenario)
        )

    def lines(self, scenario: str | None = None) -> dict[str, list[str]]:
        """The lines of each part since the mark, without those of another scenario's requests."""
        found = {
            name: [text for text in written.decode(errors="replace").splitlines() if _belongs(text, scenario)]
            for name, path in self._logs.items()
            if (written := _since(path, self._read_until.get(name, 0)))
        }
        return {name: lines for name, lines in found.items() if lines}


def _belongs(text: str, scenario: str | None) -> bool:
    line = json_object(text)
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


def _exceptions(name: str, written: bytes, scenario: str | None) -> Iterator[LoggedException]:
    if not any(sign in written for sign in _SIGNS):
        return
    plain: list[str] = []  # a process that ends with an error writes its traceback as plain text
    for text in written.decode(errors="replace").splitlines():
        line = json_object(text)
        if line is None:
            plain.append(text)
        elif "exception" in line and _is_of(line, scenario):
            yield LoggedException(name, line.get("event", ""), line.get("trace_id"), line["exception"])
    output = "\n".join(plain)
    if _TRACEBACK in output:
        yield LoggedException(name, "plain output", None, output)


def _is_of(line: Mapping[str, Any], scenario: str | None) -> bool:
    """Whether a line belongs to the scenario. Work without a request belongs to the running scenario."""
    members = (member.partition("=") for member in str(line.get("baggage", "")).split(","))
    named = [unquote(value) for key, _, value in members if key.strip() == "scenario"]
    return scenario is None or not named or scenario in named


def _raised(traceback: str) -> str:
    """The exception that was raised last: the first line below the last call stack."""
    _, _, stack = traceback.rpartition(f"{_TRACEBACK}:\n")
    raised = (text for text in stack.splitlines() if text and not text[0].isspace())
    return next(raised, "an exception without a message")
