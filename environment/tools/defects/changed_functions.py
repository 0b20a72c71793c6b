"""The functions that the edits of a defect change, named as the maps name them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from environment.tools.defects.catalog import Defect
from environment.tools.defects.edits import EditedPlace, edited_places
from environment.tools.maps.function_map import MappedFunction

_Functions = ast.FunctionDef | ast.AsyncFunctionDef


class _Body(NamedTuple):
    first: int
    last: int
    name: str

    @property
    def lines(self) -> int:
        return self.last - self.first


def changed_functions(defect: Defect, project: Path) -> frozenset[MappedFunction] | None:
    """The innermost functions whose bodies are edited; None where an edit is outside of every body.

    What is outside, such as a constant, a column or a parameter, may be used anywhere. Raises EditDoesNotFit.
    """
    changed: set[MappedFunction] = set()
    for place in edited_places(defect, project / "bookstore"):
        inside = _functions_of(place)
        if inside is None:
            return None
        changed |= inside
    return frozenset(changed)


def _functions_of(place: EditedPlace) -> set[MappedFunction] | None:
    try:
        bodies = list(_bodies(ast.parse(place.source)))
    except SyntaxError:  # another kind of file, or Python only after the last of the edits
        return None
    first, last = (place.source.count("\n", 0, offset) + 1 for offset in (place.start, place.end - 1))
    written = place.source.splitlines()
    found = {_innermost(number, bodies) for number in range(first, last + 1) if written[number - 1].strip()}
    names = {each.name for each in found if each is not None}
    return None if None in found else {MappedFunction(f"bookstore/{place.edit.file}", name) for name in names}


def _innermost(line: int, bodies: list[_Body]) -> _Body | None:
    around = [each for each in bodies if each.first <= line <= each.last]
    return min(around, key=lambda each: each.lines) if around else None


def _bodies(node: ast.AST, prefix: str = "") -> Iterator[_Body]:
    """The body of each function with its qualified name, nested ones as well."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, _Functions):
            yield _Body(child.body[0].lineno, child.end_lineno or child.lineno, f"{prefix}{child.name}")
            yield from _bodies(child, f"{prefix}{child.name}.<locals>.")
        else:
            yield from _bodies(child, f"{prefix}{child.name}." if isinstance(child, ast.ClassDef) else prefix)
