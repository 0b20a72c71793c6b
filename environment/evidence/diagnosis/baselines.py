"""Baselines: the call profiles of green scenarios, kept from one run of the suite to the next."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from environment.evidence.diagnosis.call_profile import CallProfile, ScenarioProfile, profile_of
from environment.evidence.recording.exchange import Exchange

_VERSION = 1
_KEPT_RUNS = 2  # different profiles of one scenario; a race has more than one green outcome
_KEPT_SCENARIOS = 1000


def key_of(feature_file: str, scenario: str, steps: Iterable[str] = ()) -> str:
    """The key of a scenario among the baselines. With changed steps it has a new key and no green run."""
    written = "\n".join(steps).encode()
    digest = sha256(written).hexdigest()[:8] if written else ""
    return f"{feature_file}: {scenario} {digest}".rstrip()


class Baselines:
    """The last green profiles of each scenario, in one JSON file.

    A missing or damaged file counts as empty: the run goes on without comparison.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known = _read(path)
        self._learned: set[str] = set()

    def of(self, key: str) -> list[ScenarioProfile]:
        """The last green profiles of a scenario, the newest last; none where it was never green."""
        return list(self._known.get(key, ()))

    def learn(self, key: str, exchanges: Iterable[Exchange]) -> None:
        """Keep the profile of a green scenario with these exchanges."""
        profile = profile_of(exchanges)
        others = [known for known in self._known.pop(key, []) if known != profile]
        self._known[key] = [*others, profile][-_KEPT_RUNS:]
        self._learned.add(key)

    def save(self) -> None:
        """Add the new profiles to the file, which is replaced atomically. Raises OSError."""
        if not self._learned:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with _locked(self._path.parent):
            self._write()
        self._learned.clear()

    def _write(self) -> None:
        others = {key: kept for key, kept in _read(self._path).items() if key not in self._learned}
        learned = {key: kept for key, kept in self._known.items() if key in self._learned}
        kept = list((others | learned).items())[-_KEPT_SCENARIOS:]
        scenarios = {
            key: [[call.as_json() for call in profile] for profile in profiles] for key, profiles in kept
        }
        written = self._path.with_name(f"{self._path.name}.{os.getpid()}.tmp")
        document = {"version": _VERSION, "scenarios": scenarios}
        try:
            written.write_text(json.dumps(document, ensure_ascii=False, separators=(",", ":")), "utf-8")
            written.replace(self._path)
        finally:
            written.unlink(missing_ok=True)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One process at a time: several workers of one run may save at the same moment."""
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _read(path: Path) -> dict[str, list[ScenarioProfile]]:
    try:
        document: Any = json.loads(path.read_text("utf-8"))
        if document["version"] != _VERSION:
            return {}
        return {
            str(key): [[CallProfile.read(call) for call in profile] for profile in profiles]
            for key, profiles in document["scenarios"].items()
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}
