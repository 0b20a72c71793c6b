"""The files of the project that a machine of the cluster needs besides its locked environment."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

_FOLDERS = ("bookstore", "environment", "steps", "features", "baseline")
_FILES = ("*.py", "pyproject.toml", "requirements.lock", "known_failures.toml")
_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?P<marker>\s*;)?", re.MULTILINE)


def archive_of(project: Path) -> tuple[str, bytes]:
    """A digest of these files, and the files as a zip: the same for the same content."""
    packed = io.BytesIO()
    digest = sha256()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in _files(project):
            content, name = file.read_bytes(), file.relative_to(project).as_posix()
            digest.update(f"{name} {len(content)}\n".encode() + content)
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return digest.hexdigest()[:16], packed.getvalue()


def pinned_versions(lock: str) -> dict[str, str]:
    """The versions that a lock file pins, without those that only some platforms have."""
    return {found["name"]: found["version"] for found in _PIN.finditer(lock) if not found["marker"]}


def _files(project: Path) -> Iterator[Path]:
    for pattern in _FILES:
        yield from sorted(project.glob(pattern))
    for folder in _FOLDERS:
        found = sorted((project / folder).rglob("*"))
        yield from (each for each in found if each.is_file() and "__pycache__" not in each.parts)
