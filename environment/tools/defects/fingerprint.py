"""What a result is worth: it holds for the same edits of the same code, shown to the same features."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from environment.session.code_digest import code_digest
from environment.tools.defects.catalog import Defect

_FOLDERS = ("bookstore", "environment", "steps", "features")
_WITHOUT_EFFECT = ("environment/tools/", "environment/choosing/")
"""What only chooses and reports changes no result."""


def code_fingerprint(project: Path) -> str:
    """A digest of the bookstore and of the suite."""
    return code_digest(project, _FOLDERS, without=_WITHOUT_EFFECT)


def key_of(defect: Defect, code: str) -> str:
    """The key of a result: a digest of the defect's edits and of the code's fingerprint."""
    edits = "".join(edit.model_dump_json() for edit in defect.edits)
    return sha256(f"{code}\n{edits}".encode()).hexdigest()[:16]
