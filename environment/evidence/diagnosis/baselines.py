"""Remembers how scenarios looked when they were green, from one run of the suite to the next."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from environment.evidence.diagnosis.call_profile import Habit, Pattern, pattern_of
from environment.evidence.recording.exchange import Exchange

_VERSION = 1
_KEPT_RUNS = 2  # different patterns of one scenario; a race has more than one way to end well
_KEPT_SCENARIOS = 1000


def key_of(feature_file: str, scenario: str, steps: Iterable[str] = ()) -> str:
    """The name of a scenario in the store. With other steps it is another one, with no green run yet."""
    written = "\n".join(steps).encode()
    digest = sha256(written).hexdigest()[:8] if written else ""
    return f"{feature_file}: {scenario} {digest}".rstrip()


class GreenRuns:
    """The last green patterns of each scenario, in one small file.

    A file that is missing or damaged is an empty one: it costs a comparison, never a run.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known = _read(path)
        self._learned: set[str] = set()

    def of(self, key: str) -> list[Pattern]:
        """The last green patterns of a scenario, the newest last; none where it was never green."""
        return list(self._known.get(key, ()))

    def learn(self, key: str, exchanges: Iterable[Exchange]) -> None:
        """This scenario was green, and these were its exchanges."""
        pattern = pattern_of(exchanges)
        others = [known for known in self._known.pop(key, []) if known != pattern]
        self._known[key] = [*others, pattern][-_KEPT_RUNS:]
        self._learned.add(key)

    def save(self) -> None:
        """Add what was learned to the file, written whole or not at all. Raises OSError."""
        if not self._learned:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with _nobody_else_in(self._path.parent):
            self._write()
        self._learned.clear()

    def _write(self) -> None:
        others = {key: kept for key, kept in _read(self._path).items() if key not in self._learned}
        learned = {key: kept for key, kept in self._known.items() if key in self._learned}
        kept = list((others | learned).items())[-_KEPT_SCENARIOS:]
        scenarios = {
            key: [[habit.as_json() for habit in pattern] for pattern in patterns] for key, patterns in kept
        }
        written = self._path.with_name(f"{self._path.name}.{os.getpid()}.tmp")
        document = {"version": _VERSION, "scenarios": scenarios}
        written.write_text(json.dumps(document, ensure_ascii=False, separators=(",", ":")), "utf-8")
        written.replace(self._path)


@contextmanager
def _nobody_else_in(folder: Path) -> Iterator[None]:
    """Several workers of one run end at the same time, and none may lose what another has learned."""
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _read(path: Path) -> dict[str, list[Pattern]]:
    try:
        document: Any = json.loads(path.read_text("utf-8"))
        if document["version"] != _VERSION:
            return {}
        return {
            str(key): [[Habit.read(habit) for habit in pattern] for pattern in patterns]
            for key, patterns in document["scenarios"].items()
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}
