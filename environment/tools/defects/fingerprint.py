"""What a result is worth: it holds for the same edits of the same code, shown to the same features."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from environment.tools.defects.catalog import Defect

_FOLDERS = ("bookstore", "environment", "steps", "features")
_ONLY_COMMANDS = ("environment", "tools")  # what only chooses and reports changes no result


def code_fingerprint(project: Path) -> str:
    """A digest of the bookstore and of the suite."""
    digest = sha256()
    for path in _files(project):
        digest.update(f"{path.relative_to(project).as_posix()}\0".encode())
        digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def key_of(defect: Defect, code: str) -> str:
    """The key of a result: a digest of the defect's edits and of the code's fingerprint."""
    edits = "".join(edit.model_dump_json() for edit in defect.edits)
    return sha256(f"{code}\n{edits}".encode()).hexdigest()[:16]


def _files(project: Path) -> Iterator[Path]:
    for folder in _FOLDERS:
        for path in sorted((project / folder).rglob("*")):
            parts = path.relative_to(project).parts
            if path.is_file() and "__pycache__" not in parts and parts[:2] != _ONLY_COMMANDS:
                yield path
