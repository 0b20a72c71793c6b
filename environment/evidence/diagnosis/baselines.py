"""Baselines: the call profiles of green scenarios, kept from one run of the suite to the next."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from environment.evidence.diagnosis.call_profile import CallProfile, ScenarioProfile, profile_of
from environment.evidence.recording.exchange import Exchange

_HEAD = "baselines, version 2"
_KEPT_RUNS = 2  # different profiles of one scenario; a race has more than one green outcome
_KEPT_SCENARIOS = 1000


def key_of(feature_file: str, scenario: str, steps: Iterable[str] = ()) -> str:
    """The key of a scenario among the baselines. With changed steps it has a new key and no green run."""
    written = "\n".join(steps).encode()
    digest = sha256(written).hexdigest()[:8] if written else ""
    return f"{feature_file}: {scenario} {digest}".rstrip()


class Baselines:
    """The last green profiles of each scenario, in one file: a line for each scenario, its parts in JSON.

    The file is read only for a red scenario and when profiles are saved, and then as text: of thousands of
    profiles only those that are asked for are decoded. A missing or damaged file counts as empty: the run
    goes on without comparison.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._learned: dict[str, list[str]] = {}

    def of(self, key: str) -> list[ScenarioProfile]:
        """The last green profiles of a scenario, the newest last; none where it was never green."""
        stored = _read(self._path).get(key, [])
        return [profile for text in _merged(stored, self._learned.get(key, [])) for profile in _decoded(text)]

    def learn(self, key: str, exchanges: Iterable[Exchange]) -> None:
        """Keep the profile of a green scenario with these exchanges."""
        calls = [call.as_json() for call in profile_of(exchanges)]
        text = json.dumps(calls, separators=(",", ":"))
        self._learned[key] = _merged(self._learned.pop(key, []), [text])

    def save(self) -> None:
        """Add the new profiles to the file, which is replaced atomically. Raises OSError."""
        if not self._learned:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with _locked(self._path.parent):
            self._write()
        self._learned.clear()

    def _write(self) -> None:
        scenarios = _read(self._path)
        for key, texts in self._learned.items():
            scenarios[key] = _merged(scenarios.pop(key, []), texts)
        kept = list(scenarios.items())[-_KEPT_SCENARIOS:]
        lines = [_HEAD, *("\t".join([json.dumps(key), *texts]) for key, texts in kept)]
        written = self._path.with_name(f"{self._path.name}.{os.getpid()}.tmp")
        try:
            written.write_text("\n".join(lines) + "\n", "ascii")
            written.replace(self._path)
        finally:
            written.unlink(missing_ok=True)


def _merged(known: list[str], newer: list[str]) -> list[str]:
    """The last different profiles, as JSON, the newest last."""
    return [*(text for text in known if text not in newer), *newer][-_KEPT_RUNS:]


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One process at a time: several workers of one run may save at the same moment."""
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _read(path: Path) -> dict[str, list[str]]:
    """The profiles of each scenario, as JSON."""
    try:
        head, *lines = path.read_text("ascii").splitlines()
        if head != _HEAD:
            return {}
        parts = (line.split("\t") for line in lines)  # in JSON a tab is escaped
        return {json.loads(key): texts for key, *texts in parts}
    except (OSError, ValueError, TypeError):
        return {}


def _decoded(text: str) -> Iterator[ScenarioProfile]:
    try:
        yield [CallProfile.read(call) for call in json.loads(text)]
    except (ValueError, TypeError, AttributeError, RecursionError):
        return  # damaged: as if it had not been saved
