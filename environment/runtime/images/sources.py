"""What goes into the services' image, and a fingerprint of it that tells whether an image is up to date."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]
MADE_OF = "checkout-acceptance.made-of"
"""The label of an image that holds the fingerprint of what it was made of."""

_FOLDERS = (
    "bookstore",
    "environment/doubles",
    "environment/evidence/recording",
    "environment/faults",
    "environment/topology",
)
_FILES = (
    "environment/__init__.py",
    "environment/evidence/__init__.py",
    "steps/vocabulary/__init__.py",
    "steps/vocabulary/customer_ids.py",
    "steps/vocabulary/fault_spec.py",
)
_LEFT_OUT = ("__pycache__",)


def own_files(project: Path = PROJECT) -> Iterator[Path]:
    """The project's files that belong into the image, in a fixed order."""
    yield from (project / name for name in _FILES)
    for folder in _FOLDERS:
        for path in sorted((project / folder).rglob("*")):
            if path.is_file() and not any(part in _LEFT_OUT for part in path.parts):
                yield path


def fingerprint(project: Path = PROJECT) -> str:
    """Another one for every change of the code, of the lock, or of Python's minor version."""
    found = hashlib.sha256(f"{sys.version_info.major}.{sys.version_info.minor}".encode())
    for path in (*own_files(project), project / "requirements.lock", not_needed_list(project)):
        content = path.read_bytes()
        found.update(f"{path.relative_to(project)} {len(content)}\n".encode())
        found.update(content)
    return found.hexdigest()[:16]


def not_needed(project: Path = PROJECT) -> frozenset[str]:
    """The names, normalized, of the distributions that stay outside."""
    lines = not_needed_list(project).read_text().splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def not_needed_list(project: Path = PROJECT) -> Path:
    """The list itself; the Dockerfile reads it as well."""
    return project / "environment/runtime/images/not_needed.txt"
