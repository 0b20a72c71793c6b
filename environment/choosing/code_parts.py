"""The parts of a Python file: bodies and heads of functions, fields of classes, constants, and the rest.

Comments, docstrings and formatting are of no part: a part is a syntax tree without its place in the file.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from copy import copy, deepcopy
from typing import NamedTuple

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef
NESTED = ".<locals>."
_LEFT_OUT = frozenset({"ctx", "kind", "type_comment"})  # follows from the place, or changes nothing that runs


class CodePart(NamedTuple):
    """A part of a file.

    kind: of a function its "body" or "head", and whether it has "decorators"; "name" of a constant, "import"
        of what is imported, "class" for what is in a class beside its functions, "else" for the rest.
    """

    kind: str
    name: str


def called(qualified: str) -> str:
    """The name by which code calls a function."""
    return qualified.rpartition(".")[2]


def parts_of(source: str) -> dict[CodePart, list[str]]:
    """Every part of a file, as text that does not tell where in the file it is.

    Raises SyntaxError, or ValueError where the text has a null byte.
    """
    found: dict[CodePart, list[str]] = {}
    for part, text in _of_statements(ast.parse(source).body, ""):
        found.setdefault(part, []).append(text)
    return found


def _of_statements(statements: list[ast.stmt], prefix: str) -> Iterator[tuple[CodePart, str]]:
    for each in _undocumented(statements):
        if isinstance(each, FunctionNode):
            if each.decorator_list and not prefix:
                yield CodePart("decorators", each.name), ""
            yield from _of_function(each, f"{prefix}{each.name}")
        elif isinstance(each, ast.ClassDef):
            yield CodePart("class", f"{prefix}{each.name}"), _text(_without_body(each))
            yield from _of_statements(each.body, f"{prefix}{each.name}.")
        elif prefix:
            yield CodePart("class", prefix.rstrip(".")), _text(each)
        elif isinstance(each, ast.Import | ast.ImportFrom):
            yield from _of_import(each)
        else:
            names = sorted(bound_names(each))
            parts = [CodePart("name", name) for name in names] or [CodePart("else", "")]
            yield from ((part, _text(each)) for part in parts)


def _of_import(statement: ast.Import | ast.ImportFrom) -> Iterator[tuple[CodePart, str]]:
    """Each name for itself: another name of the same module beside it is no change of it."""
    for each in statement.names:
        alone = copy(statement)
        alone.names = [each]
        names = sorted(bound_names(alone))
        yield CodePart("import", names[0]) if names else CodePart("else", ""), _text(alone)


def _of_function(function: FunctionNode, name: str) -> Iterator[tuple[CodePart, str]]:
    yield CodePart("head", name), _text(_without_body(function))
    body = ast.Module(_undocumented(function.body), [])
    nested: list[tuple[FunctionNode, str]] = []
    yield CodePart("body", name), _text(_Stubbed(nested, name).visit(deepcopy(body)))
    for inner, inner_name in nested:
        for part, text in _of_function(inner, inner_name):
            if part.kind == "body":  # its head is evaluated by the body of the function around it
                yield part, text


class _Stubbed(ast.NodeTransformer):
    """Takes the bodies of nested functions out, since they are functions of their own."""

    def __init__(self, nested: list[tuple[FunctionNode, str]], around: str) -> None:
        self._nested, self._prefix = nested, f"{around}{NESTED}"

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


def _text(node: object) -> str:
    """A syntax tree as text, the same in every version of Python: `ast.dump` differs from one to the next."""
    if isinstance(node, ast.JoinedStr):  # Python 3.12 ends some with an empty text
        return f"JoinedStr({[_text(each) for each in node.values if not _is_empty_text(each)]})"
    if isinstance(node, ast.AST):
        fields = ((name, getattr(node, name, None)) for name in node._fields if name not in _LEFT_OUT)
        told = [f"{name}={_text(value)}" for name, value in fields if value is not None and value != []]
        return f"{type(node).__name__}({', '.join(told)})"
    if isinstance(node, list):
        return f"[{', '.join(map(_text, node))}]"
    return repr(node)


def _is_empty_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value == ""
