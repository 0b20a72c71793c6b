"""A digest of the files that decide the results of a run: runs with the same one can be compared."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from hashlib import sha256
from pathlib import Path

_LENGTH = 16


def code_digest(project: Path, places: Collection[str], without: tuple[str, ...] = ()) -> str:
    """Of these files, and of the files in these folders. `without`: how paths begin that are left out."""
    digest = sha256()
    for path in _files(project, places):
        place = path.relative_to(project).as_posix()
        if "__pycache__" not in path.parts and not place.startswith(without):
            digest.update(f"{place}\0".encode())
            digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:_LENGTH]


def _files(project: Path, places: Collection[str]) -> Iterator[Path]:
    for place in places:
        found = project / place
        yield from (each for each in sorted([found, *found.rglob("*")]) if each.is_file())
