"""A file of JSON lines that grows by one line at a time, and is bounded in size."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_KEPT_OF_FULL = 0.75


class Journal:
    """Several processes may append at once. A line that a killed process has cut short is passed over."""

    def __init__(self, path: Path, most_bytes: int) -> None:
        """Above `most_bytes` the oldest quarter goes."""
        self._path, self._most_bytes = path, most_bytes

    def append(self, entry: Mapping[str, Any]) -> None:
        """Add one line. Raises OSError."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        line = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
        with self._locked():
            begun = self._path.read_bytes() if self._path.exists() else b""
            after_a_cut = b"\n" if begun and not begun.endswith(b"\n") else b""
            _append(self._path, after_a_cut + line + b"\n")
            if len(begun) + len(line) > self._most_bytes:
                self._drop_oldest()

    def read(self) -> list[dict[str, Any]]:
        """The entries, the oldest first; none where there is no file. Raises OSError."""
        return [*_entries(self._path.read_bytes() if self._path.exists() else b"")]

    def _drop_oldest(self) -> None:
        lines = self._path.read_bytes().splitlines(keepends=True)
        room, first = self._most_bytes * _KEPT_OF_FULL, len(lines)
        while first and room >= len(lines[first - 1]):
            first -= 1
            room -= len(lines[first])
        _replace(self._path, lines[min(first, len(lines) - 1) :])

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """The lock is on the folder, which leaves no file behind; the end of the process releases it."""
        lock = os.open(self._path.parent, os.O_RDONLY)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)


def _entries(text: bytes) -> Iterator[dict[str, Any]]:
    for line in text.splitlines():
        try:
            entry = json.loads(line)
        except ValueError:  # cut short: UnicodeDecodeError is one as well
            continue
        if isinstance(entry, dict):
            yield entry


def _append(path: Path, line: bytes) -> None:
    """On a full disk the file stays as it was: without a half line, and without a new empty file."""
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    before = os.fstat(opened).st_size
    try:
        while line:
            line = line[os.write(opened, line) :]
    except OSError:
        os.ftruncate(opened, before)
        if not before:
            path.unlink(missing_ok=True)
        raise
    finally:
        os.close(opened)


def _replace(path: Path, lines: Sequence[bytes]) -> None:
    """As a whole: a killed process leaves the file as it was."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        unfinished.write_bytes(b"".join(lines))
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
