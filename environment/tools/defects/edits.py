"""Puts a defect into a copy of the bookstore."""

from __future__ import annotations

import ast
from pathlib import Path

from environment.tools.defects.catalog import Defect, Edit

_Scope = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


class EditDoesNotFit(Exception):
    """The code is not what the defect expects; the message names the defect, the file and the text."""


def apply(defect: Defect, bookstore: Path) -> None:
    """Make the edits of the defect in this copy of `bookstore/`. Raises EditDoesNotFit; then none is made."""
    sources: dict[Path, str] = {}
    for edit in defect.edits:
        file = bookstore / edit.file
        if file not in sources:
            if not file.is_file():
                raise EditDoesNotFit(f"{defect.name}: there is no bookstore/{edit.file}")
            sources[file] = file.read_text("utf-8")
        sources[file] = _edited(sources[file], edit, defect.name)
    for file, text in sources.items():
        _require_python(file, text, defect.name)
    for file, text in sources.items():
        file.write_text(text, "utf-8")


def _edited(source: str, edit: Edit, name: str) -> str:
    start, end = _span(source, edit, name)
    scope = source[start:end]
    count = scope.count(edit.replace)
    if count != 1:
        where = f"bookstore/{edit.file}" + (f", {edit.within}" if edit.within else "")
        times = "is not there" if not count else f"is there {count} times"
        raise EditDoesNotFit(f"{name}: {where}: the text to replace {times}: {edit.replace.strip()!r}")
    if edit.by == edit.replace:
        raise EditDoesNotFit(f"{name}: bookstore/{edit.file}: the edit changes nothing")
    return source[:start] + scope.replace(edit.replace, edit.by) + source[end:]


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
