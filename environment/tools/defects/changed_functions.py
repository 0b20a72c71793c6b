"""The functions that the edits of a defect change, named as the maps name them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from environment.choosing.change.changed_file import ChangedFile
from environment.choosing.change.code_change import code_change
from environment.choosing.maps.function_map import MappedFunction
from environment.tools.defects.catalog import Defect
from environment.tools.defects.edits import edited_places


def changed_files(defect: Defect, project: Path) -> Iterator[ChangedFile]:
    """The defect as a change of files, each with all of its edits. Raises EditDoesNotFit."""
    versions: dict[str, tuple[str, str]] = {}
    for place in edited_places(defect, project / "bookstore"):
        before, _ = versions.get(place.edit.file, (place.source, ""))
        versions[place.edit.file] = before, place.edited
    for file, (before, after) in versions.items():
        yield ChangedFile(f"bookstore/{file}", before, after)


def changed_functions(defect: Defect, project: Path) -> frozenset[MappedFunction] | None:
    """The innermost functions whose bodies are edited; None where an edit is outside of every body.

    What is outside, such as a constant, a column or a parameter, may be used anywhere. Raises EditDoesNotFit.
    """
    changed: set[MappedFunction] = set()
    for file in changed_files(defect, project):
        change = code_change(file.before, file.after)
        if not file.path.endswith(".py") or not change.only_bodies:
            return None
        changed |= {MappedFunction(file.path, name) for name in change.functions}
    return frozenset(changed)
