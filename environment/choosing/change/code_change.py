"""What differs between two versions of a Python file: functions, names, or something beside them.

Comments, docstrings and formatting are no difference: both versions are compared as syntax trees.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from copy import copy, deepcopy
from dataclasses import dataclass
from typing import NamedTuple

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef
_NESTED = ".<locals>."


@dataclass(frozen=True)
class CodeChange:
    """What differs, with qualified names as the maps have them.

    functions: those of the earlier version whose bodies differ or are gone.
    heads: those of both versions whose parameters or decorators differ.
    names: by which code elsewhere uses what differs: constants that have another value, and functions and
        classes that are added. What uses an added constant or import differs itself.
    registered: functions that are added with a decorator, which may hand them to a caller without a name.
    elsewhere: whether anything else differs, such as a field of a class, or the file is no Python.
    """

    functions: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    registered: frozenset[str] = frozenset()
    elsewhere: bool = False

    @property
    def nothing(self) -> bool:
        """Whether both versions do the same."""
        return self == CodeChange()

    @property
    def only_bodies(self) -> bool:
        """Whether nothing differs but bodies of functions."""
        return not (self.heads or self.names or self.registered or self.elsewhere)


class _Part(NamedTuple):
    kind: str  # "body", "head", "decorators", "name", "class" or "else"
    name: str


def code_change(before: str | None, after: str | None) -> CodeChange:
    """Compare two versions; None for a file that is not there."""
    try:
        earlier, later = (_parts(ast.parse(text or "")) for text in (before, after))
    except (SyntaxError, ValueError):  # ValueError: the text has a null byte
        return CodeChange(elsewhere=True)
    changed = {part for part in earlier.keys() | later.keys() if earlier.get(part) != later.get(part)}
    known = changed & earlier.keys()
    new_classes = {part.name for part in changed - known if part.kind == "class" and "." not in part.name}
    added = {part for part in changed - known if part.name.partition(".")[0] not in new_classes}
    functions = {each.name for each in added if each.kind == "body" and _NESTED not in each.name}
    return CodeChange(
        frozenset(part.name for part in known if part.kind == "body"),
        frozenset(part.name for part in known & later.keys() if part.kind == "head"),
        frozenset(part.name for part in known & later.keys() if part.kind == "name")
        | {called(name) for name in functions}
        | new_classes,
        frozenset(part.name for part in added if part.kind == "decorators"),
        any(part.kind in ("class", "else") for part in known | added)
        or any(name.endswith("__") for name in functions),  # which is called by no name
    )


def called(qualified: str) -> str:
    """The name by which code calls a function."""
    return qualified.rpartition(".")[2]


def _parts(tree: ast.Module) -> dict[_Part, list[str]]:
    """Every part of a file, as text that does not tell where in the file it is."""
    found: dict[_Part, list[str]] = {}
    for part, node in _of_statements(tree.body, ""):
        found.setdefault(part, []).append(node)
    return found


def _of_statements(statements: list[ast.stmt], prefix: str) -> Iterator[tuple[_Part, str]]:
    for each in _undocumented(statements):
        if isinstance(each, FunctionNode):
            if each.decorator_list and not prefix:
                yield _Part("decorators", each.name), ""
            yield from _of_function(each, f"{prefix}{each.name}")
        elif isinstance(each, ast.ClassDef):
            yield _Part("class", f"{prefix}{each.name}"), ast.dump(_without_body(each))
            yield from _of_statements(each.body, f"{prefix}{each.name}.")
        elif prefix:
            yield _Part("class", prefix.rstrip(".")), ast.dump(each)
        elif isinstance(each, ast.Import | ast.ImportFrom):
            yield from _of_import(each)
        else:
            names = sorted(bound_names(each))
            parts = [_Part("name", name) for name in names] or [_Part("else", "")]
            yield from ((part, ast.dump(each)) for part in parts)


def _of_import(statement: ast.Import | ast.ImportFrom) -> Iterator[tuple[_Part, str]]:
    """Each name for itself: another name of the same module beside it is no change of it."""
    for each in statement.names:
        alone = copy(statement)
        alone.names = [each]
        names = sorted(bound_names(alone))
        yield _Part("name", names[0]) if names else _Part("else", ""), ast.dump(alone)


def _of_function(function: FunctionNode, name: str) -> Iterator[tuple[_Part, str]]:
    yield _Part("head", name), ast.dump(_without_body(function))
    body = ast.Module(_undocumented(function.body), [])
    nested: list[tuple[FunctionNode, str]] = []
    yield _Part("body", name), ast.dump(_Stubbed(nested, name).visit(deepcopy(body)))
    for inner, inner_name in nested:
        for part, text in _of_function(inner, inner_name):
            if part.kind == "body":  # its head is evaluated by the body of the function around it
                yield part, text


class _Stubbed(ast.NodeTransformer):
    """Takes the bodies of nested functions out, since they are functions of their own."""

    def __init__(self, nested: list[tuple[FunctionNode, str]], around: str) -> None:
        self._nested, self._prefix = nested, f"{around}{_NESTED}"

    def _take(self, node: FunctionNode) -> ast.AST:
        self._nested.append((node, f"{self._prefix}{node.name}"))
        return _without_body(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """A nested function."""
        return self._take(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        """A nested coroutine."""
        return self._take(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        """The methods of a nested class have its name before theirs."""
        outer, self._prefix = self._prefix, f"{self._prefix}{node.name}."
        self.generic_visit(node)
        self._prefix = outer
        return node


def _without_body(node: FunctionNode | ast.ClassDef) -> ast.stmt:
    stub = copy(node)
    stub.body = []
    return stub


def _undocumented(statements: list[ast.stmt]) -> list[ast.stmt]:
    first = statements[0] if statements else None
    if (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    ):
        return statements[1:]
    return statements


def bound_names(statement: ast.stmt) -> set[str]:
    """The names that an assignment or an import outside of functions binds; none for anything else."""
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return {each.asname or each.name.partition(".")[0] for each in statement.names} - {"*"}
    targets: list[ast.expr] = []
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, ast.AnnAssign | ast.AugAssign):
        targets = [statement.target]
    found = [each for target in targets for each in ast.walk(target) if isinstance(each, ast.expr)]
    return {each.id for each in found if isinstance(each, ast.Name)}
