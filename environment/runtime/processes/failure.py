"""Errors and findings about programs that did not start, or ended unexpectedly."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

LOG_LINES = 40
_TAIL_BYTES = 64 * 1024
_AFTER_SQL = ("(Background on this error", "Traceback (most recent call last)", "{")


class StartUpFailed(RuntimeError):
    """A program did not start. The message has the command, how it ended and the tail of its log.

    hint: what to do; who starts the program may know it.
    """

    hint = ""

    def __init__(self, what: str, command: str, log: Path) -> None:
        super().__init__(f"{what}\n  started as: {command}\n  log: {log}\n{indented_tail(log)}")

    def __str__(self) -> str:
        return "\n".join(filter(None, (super().__str__(), self.hint)))


@dataclass(frozen=True)
class UnexpectedExit:
    """A program that ended although the suite had not killed it."""

    name: str
    how: str
    log_tail: Sequence[str]

    def __str__(self) -> str:
        return "\n".join(
            [f"{self.name} ended unexpectedly: {self.how}", *(f"  | {line}" for line in self.log_tail)]
        )


class LauncherEnded(RuntimeError):
    """The preloaded parent has ended, and all programs with it. The message has the tail of its log."""


def tail(log: Path, lines: int = LOG_LINES) -> list[str]:
    """The last lines of a log, without the text of long SQL statements; none without a log."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, os.fstat(file.fileno()).st_size - _TAIL_BYTES))
            return _without_sql(file.read().decode(errors="replace").splitlines())[-lines:]
    except FileNotFoundError:
        return []


def _without_sql(lines: list[str]) -> list[str]:
    """SQLAlchemy prints the statement below the cause: a schema of 100 lines would hide the cause.

    The statement begins with "[SQL: "; below it is "(Background on this error at: ...)" or another log line.
    """
    kept: list[str] = []
    in_statement = False
    for line in lines:
        in_statement = in_statement and not line.startswith(_AFTER_SQL)
        if not in_statement:
            kept.append(line)
        if line.startswith("[SQL: ") and not line.endswith("]"):
            kept.append("... (the rest of the statement is left out)")
            in_statement = True
    return kept


def indented_tail(log: Path) -> str:
    """The tail of a log, indented for a message."""
    return "\n".join(f"  | {line}" for line in tail(log)) or "  | (the log is empty)"


def how_it_ended(returncode: int) -> str:
    """A return code in words; a negative one is a signal."""
    if returncode >= 0:
        return f"exit code {returncode}"
    try:
        return f"killed by {signal.Signals(-returncode).name}"
    except ValueError:
        return f"killed by signal {-returncode}"
