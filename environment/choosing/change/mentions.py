"""Where code mentions a name: what uses a constant, a new function or a class, found without running it."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from environment.choosing.code_parts import FunctionNode, bound_names


class Mention(NamedTuple):
    """function: in whose body it is. binds: the names that an assignment outside of bodies gives it to.

    Without either it is evaluated at import: a field of a class, a parameter, a decorator.
    """

    file: str
    function: str = ""
    binds: frozenset[str] = frozenset()


class Mentions:
    """The mentions in all Python files of one folder of the project; read when first asked for."""

    def __init__(self, project: Path, folder: str) -> None:
        self._project, self._folder = project, folder

    def of(self, name: str) -> frozenset[Mention]:
        """Every place that may mean this name; another thing of the same name counts as well."""
        return self._places.get(name, frozenset())

    @cached_property
    def _places(self) -> dict[str, frozenset[Mention]]:
        found: defaultdict[str, set[Mention]] = defaultdict(set)
        for path in sorted((self._project / self._folder).rglob("*.py")):
            file = path.relative_to(self._project).as_posix()
            for name, mention in mentions_in(file, path.read_text("utf-8")):
                found[name].add(mention)
        return {name: frozenset(places) for name, places in found.items()}


def mentions_in(file: str, source: str) -> Iterator[tuple[str, Mention]]:
    """Each name of one file, with where it is mentioned; none of a file that is no Python."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return
    for statement in tree.body:
        if isinstance(statement, ast.Import | ast.ImportFrom):
            yield from _of_import(file, statement)
        elif isinstance(statement, FunctionNode | ast.ClassDef):
            yield from _of_definition(file, statement, "")
        else:
            yield from _under(Mention(file, binds=frozenset(bound_names(statement))), [statement])


def _of_import(file: str, statement: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, Mention]]:
    for each in statement.names:
        if each.asname and each.asname != each.name:
            yield each.name, Mention(file, binds=frozenset({each.asname}))


def _of_definition(
    file: str, node: FunctionNode | ast.ClassDef, prefix: str
) -> Iterator[tuple[str, Mention]]:
    """The names in a function or class, by the functions whose bodies have them."""
    name = f"{prefix}{node.name}"
    at_import = Mention(file)
    if isinstance(node, ast.ClassDef):
        yield from _under(at_import, [*node.decorator_list, *node.bases, *node.keywords])
        inside, prefix = at_import, f"{name}."
    else:
        yield from _under(at_import, [*node.decorator_list, node.args, *filter(None, [node.returns])])
        inside, prefix = Mention(file, name), f"{name}.<locals>."
    for each in _outermost_definitions(node.body):
        yield from _of_definition(file, each, prefix)
    yield from _under(inside, node.body)


def _outermost_definitions(nodes: Iterable[ast.AST]) -> Iterator[FunctionNode | ast.ClassDef]:
    for node in nodes:
        if isinstance(node, FunctionNode | ast.ClassDef):
            yield node
        else:
            yield from _outermost_definitions(ast.iter_child_nodes(node))


def _under(mention: Mention, nodes: Iterable[ast.AST]) -> Iterator[tuple[str, Mention]]:
    """The names that are read below these nodes, without those in definitions, which are mentioned there."""
    for node in nodes:
        if isinstance(node, FunctionNode | ast.ClassDef):
            continue
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node.id, mention
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            yield node.attr, mention
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield from ((each.name, mention) for each in node.names)
        yield from _under(mention, ast.iter_child_nodes(node))
