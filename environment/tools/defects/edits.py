"""Puts a defect into a copy of the bookstore."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from environment.tools.defects.catalog import Defect, Edit

_Scope = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


class EditDoesNotFit(Exception):
    """The code is not what the defect expects; the message names the defect, the file and the text."""


def apply(defect: Defect, bookstore: Path) -> None:
    """Make the edits of the defect in this copy of `bookstore/`. Raises EditDoesNotFit; then none is made."""
    sources = {place.file: place.edited for place in edited_places(defect, bookstore)}
    for file, text in sources.items():
        _require_python(file, text, defect.name)
    for file, text in sources.items():
        file.write_text(text, "utf-8")


@dataclass(frozen=True)
class EditedPlace:
    """An edit where it fits: the source before it, and the characters that it replaces."""

    edit: Edit
    file: Path
    source: str
    start: int
    end: int

    @property
    def edited(self) -> str:
        """The source after the edit."""
        return self.source[: self.start] + self.edit.by + self.source[self.end :]


def edited_places(defect: Defect, bookstore: Path) -> Iterator[EditedPlace]:
    """The places of the edits, in their order: each fits what the ones before have left.

    Changes no file. Raises EditDoesNotFit.
    """
    sources: dict[Path, str] = {}
    for edit in defect.edits:
        file = bookstore / edit.file
        if file not in sources:
            if not file.is_file():
                raise EditDoesNotFit(f"{defect.name}: there is no bookstore/{edit.file}")
            sources[file] = file.read_text("utf-8")
        place = _place(file, sources[file], edit, defect.name)
        sources[file] = place.edited
        yield place


def _place(file: Path, source: str, edit: Edit, name: str) -> EditedPlace:
    start, end = _span(source, edit, name)
    count = source.count(edit.replace, start, end)
    if count != 1:
        where = f"bookstore/{edit.file}" + (f", {edit.within}" if edit.within else "")
        times = "is not there" if not count else f"is there {count} times"
        raise EditDoesNotFit(f"{name}: {where}: the text to replace {times}: {edit.replace.strip()!r}")
    if edit.by == edit.replace:
        raise EditDoesNotFit(f"{name}: bookstore/{edit.file}: the edit changes nothing")
    found = source.index(edit.replace, start, end)
    return EditedPlace(edit, file, source, found, found + len(edit.replace))


def _span(source: str, edit: Edit, name: str) -> tuple[int, int]:
    """Where the class or function begins and ends, in characters."""
    if not edit.within:
        return 0, len(source)
    body: list[ast.stmt] = ast.parse(source).body
    for part in edit.within.split("."):
        found = [each for each in body if isinstance(each, _Scope) and each.name == part]
        if not found:
            raise EditDoesNotFit(f"{name}: bookstore/{edit.file} has no {edit.within}")
        node = found[0]
        body = node.body
    lines = source.splitlines(keepends=True)
    first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
    start = sum(map(len, lines[: first - 1]))
    return start, start + sum(map(len, lines[first - 1 : node.end_lineno]))


def _require_python(file: Path, text: str, name: str) -> None:
    if file.suffix != ".py":
        return
    try:
        ast.parse(text)
    except SyntaxError as error:
        raise EditDoesNotFit(f"{name}: {file.name} is no Python after the edit: {error}") from None
