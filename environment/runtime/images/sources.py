"""The files in the image of the services, and their fingerprint, which tells an outdated image."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]
MADE_OF = "checkout-acceptance.made-of"
"""The label of an image with the fingerprint of its sources."""

_FOLDERS = (
    "bookstore",
    "environment/doubles",
    "environment/evidence/recording",
    "environment/faults",
    "environment/topology",
)
_PACKAGES = ("environment/__init__.py", "environment/evidence/__init__.py")
_LEFT_OUT = ("__pycache__",)


def own_files(project: Path = PROJECT) -> Iterator[Path]:
    """The files of the project in the image, in a fixed order."""
    yield from (project / package for package in _PACKAGES)
    for folder in _FOLDERS:
        for path in sorted((project / folder).rglob("*")):
            if path.is_file() and not any(part in _LEFT_OUT for part in path.parts):
                yield path


def fingerprint(project: Path = PROJECT) -> str:
    """A text that changes with the code, the lock file, and the minor version of Python."""
    found = hashlib.sha256(f"{sys.version_info.major}.{sys.version_info.minor}".encode())
    for path in (*own_files(project), project / "requirements.lock", not_needed_list(project)):
        content = path.read_bytes()
        found.update(f"{path.relative_to(project)} {len(content)}\n".encode())
        found.update(content)
    return found.hexdigest()[:16]


def not_needed(project: Path = PROJECT) -> frozenset[str]:
    """The normalized names of the distributions that are not in the image."""
    lines = not_needed_list(project).read_text().splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def not_needed_list(project: Path = PROJECT) -> Path:
    """The file with the list; the Dockerfile reads it too."""
    return project / "environment/runtime/images/not_needed.txt"
