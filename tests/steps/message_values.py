"""The values that messages of the steps interpolate, and which of them are not known to be words."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

_ERRORS = {"AssertionError", "WrongOnArrow"}
_OF_TEXT = {"in_words", "join", "len"}
_REPR = ord("r")
N = TypeVar("N", bound=ast.AST)


@dataclass(frozen=True)
class MessageValue:
    """An interpolated expression, as it is written."""

    path: Path
    line: int
    expression: str


@dataclass
class Sources:
    """The parsed files of some folders, and the types of the attributes of their classes."""

    folders: tuple[Path, ...]
    trees: dict[Path, ast.Module] = field(default_factory=dict)

    def __post_init__(self) -> None:
        files = [file for folder in self.folders for file in sorted(folder.rglob("*.py"))]
        self.trees = {file: ast.parse(file.read_text("utf-8")) for file in files}

    def unworded(self) -> Iterator[MessageValue]:
        """The values in messages that may be anything: None, a list, an object."""
        for path, tree in self.trees.items():
            for function in [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)]:
                names = self._names_in(function)
                for value in _values_of(function):
                    is_number = value.format_spec is not None
                    if not is_number and (
                        value.conversion == _REPR or not self._is_words(value.value, names)
                    ):
                        yield MessageValue(path, value.lineno, ast.unparse(value.value))

    def _is_words(self, node: ast.expr, names: Mapping[str, bool]) -> bool:
        """Whether what an expression gives is known to be written in words by str()."""
        if isinstance(node, ast.Call):
            return _name_of(node.func) in _OF_TEXT or self._plain_results.get(_name_of(node.func), False)
        if isinstance(node, ast.Attribute):
            return self._plain_attributes.get(node.attr, False)
        if isinstance(node, ast.BoolOp):
            return all(self._is_words(each, names) for each in node.values)
        if isinstance(node, ast.Name):
            return names.get(node.id, node.id.isupper())
        return isinstance(node, ast.JoinedStr | ast.Constant)

    def _names_in(self, function: ast.FunctionDef) -> dict[str, bool]:
        """Whether each name of a function is words: parameters by their types, others by what they are given.

        The items of a loop have no annotation; `make falsify` reads what they show.
        """
        given = function.args
        every = [*given.posonlyargs, *given.args, *given.kwonlyargs]
        names = {each.arg: self._is_plain(each.annotation) for each in every}
        for node in ast.walk(function):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                names.setdefault(node.id, True)
        for node in ast.walk(function):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                name = node.targets[0].id
                names[name] = names[name] and self._is_words(node.value, names)
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                names[node.target.id] = self._is_plain(node.annotation)
        return names

    @cached_property
    def _plain_attributes(self) -> dict[str, bool]:
        """Whether all classes that have an attribute of this name give it a plain type."""
        return self._agreed(each for owner in self._of(ast.ClassDef) for each in _attributes_of(owner))

    @cached_property
    def _plain_results(self) -> dict[str, bool]:
        """Whether all functions of this name return a plain type."""
        return self._agreed((each.name, each.returns) for each in self._of(ast.FunctionDef))

    @cached_property
    def _plain_types(self) -> set[str]:
        """Those whose str() is in words: they define it, or are an enumeration of texts."""
        return {"str", "int", "float"} | {
            each.name
            for each in self._of(ast.ClassDef)
            if "StrEnum" in map(_name_of, each.bases) or "__str__" in map(_defined, each.body)
        }

    def _of(self, kind: type[N]) -> Iterator[N]:
        for tree in self.trees.values():
            yield from (node for node in ast.walk(tree) if isinstance(node, kind))

    def _agreed(self, named: Iterable[tuple[str, ast.expr | None]]) -> dict[str, bool]:
        found: dict[str, bool] = {}
        for name, annotation in named:
            found[name] = found.get(name, True) and self._is_plain(annotation)
        return found

    def _is_plain(self, annotation: ast.expr | None) -> bool:
        return annotation is not None and ast.unparse(annotation) in self._plain_types


def _values_of(function: ast.FunctionDef) -> Iterator[ast.FormattedValue]:
    for message in _messages_of(function):
        yield from (each for each in ast.walk(message) if isinstance(each, ast.FormattedValue))


def _messages_of(function: ast.FunctionDef) -> Iterator[ast.expr]:
    for node in ast.walk(function):
        if isinstance(node, ast.Assert) and node.msg is not None:
            yield node.msg
        elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            if _name_of(node.exc.func) in _ERRORS:
                yield from node.exc.args
        elif isinstance(node, ast.Call):
            yield from (each.value for each in node.keywords if each.arg == "what")


def _attributes_of(owner: ast.ClassDef) -> Iterator[tuple[str, ast.expr | None]]:
    for node in owner.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id, node.annotation
        elif isinstance(node, ast.FunctionDef) and any(
            _name_of(d) == "property" for d in node.decorator_list
        ):
            yield node.name, node.returns


def _defined(node: ast.stmt) -> str:
    return node.name if isinstance(node, ast.FunctionDef) else ""


def _name_of(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
