"""Mutants as defects: the same copies, scenarios and results as the catalog's."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from environment.choosing.maps.function_map import MappedFunction
from environment.tools.defects.catalog import Consequence, Defect, Edit, Kind
from environment.tools.mutants.operators import Functions, Mutation, changes
from environment.topology import bookstore_topology, topology_with_storefront


@dataclass(frozen=True)
class Mutant:
    """One changed place. before, after: the lines that are changed."""

    file: str
    line: int
    function: MappedFunction
    operator: str
    before: str
    after: str
    number: int

    @property
    def name(self) -> str:
        """A name for its result: the place, and a number among the mutants of that line."""
        return f"{self.file}-{self.line}-{self.number}"

    @property
    def change(self) -> tuple[str, str, str]:
        """What tells it from all others also when lines move: its file, and the lines before and after."""
        return self.file, one_line(self.before), one_line(self.after)

    @property
    def service(self) -> str:
        """The service or the platform."""
        return self.file.partition("/")[0]

    def defect(self) -> Defect:
        """The mutant as the machinery of defects takes it."""
        whole = topology_with_storefront()
        is_a_part = self.service in (*whole.services, *whole.fronts)
        places = [f"inside {self.service}"] if is_a_part else [_ANY]
        return Defect(
            name=self.name,
            title=f"bookstore/{self.file}:{self.line}, {self.operator}",
            point=_ANY,
            kind=Kind.STATE,
            consequence=Consequence.WRONG_DATA,
            arrows=tuple(places),
            edits=(Edit(file=self.file, replace=self.before, by=self.after),),
        )


_ANY = bookstore_topology().arrows[0]


def mutants_of(bookstore: Path) -> Iterator[Mutant]:
    """Every mutant, in the order of files and lines."""
    for path in sorted(bookstore.rglob("*.py")):
        source = path.read_text("utf-8")
        yield from mutants_in(path.relative_to(bookstore).as_posix(), source)


def mutants_in(file: str, source: str) -> Iterator[Mutant]:
    """The mutants of one file that are Python and whose lines can be told from all others of the file."""
    lines = source.splitlines(keepends=True)
    counts: dict[int, int] = {}
    for function, name in _functions(ast.parse(source)):
        for change in changes(function):
            text = _lines_around(change, function, lines, source)
            if text is None:
                continue
            before, after = text
            number = counts[change.node.lineno] = counts.get(change.node.lineno, 0) + 1
            if after != before and _is_python(source.replace(before, after)):
                place = MappedFunction(f"bookstore/{file}", name)
                yield Mutant(file, change.node.lineno, place, change.operator, before, after, number)


def _lines_around(
    change: Mutation, function: Functions, lines: list[str], source: str
) -> tuple[str, str] | None:
    """The changed lines before and after, with as many more of the body as make them unique."""
    node, end = change.node, change.node.end_lineno or change.node.lineno
    start = node.lineno
    head = lines[start - 1].encode()[: node.col_offset].decode()
    tail = lines[end - 1].encode()[node.end_col_offset :].decode()
    before, after = "".join(lines[start - 1 : end]), f"{head}{change.text}{tail}"
    last = function.end_lineno or end
    first = function.body[0].lineno
    while source.count(before) > 1:
        if end < last:
            end += 1
            before, after = before + lines[end - 1], after + lines[end - 1]
        elif start > first:
            start -= 1
            before, after = lines[start - 1] + before, lines[start - 1] + after
        else:
            return None
    return before, after


def _functions(node: ast.AST, prefix: str = "") -> Iterator[tuple[Functions, str]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Functions):
            yield child, f"{prefix}{child.name}"
            yield from _functions(child, f"{prefix}{child.name}.<locals>.")
        else:
            inside = f"{prefix}{child.name}." if isinstance(child, ast.ClassDef) else prefix
            yield from _functions(child, inside)


def _is_python(source: str) -> bool:
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


def without(mutants: Iterable[Mutant], equivalents: Iterable[tuple[str, str, str]]) -> list[Mutant]:
    """The mutants without those that are known to be equivalent."""
    known = frozenset(equivalents)
    return [each for each in mutants if each.change not in known]


def one_line(text: str) -> str:
    """Some lines of code as one, as the file of equivalent mutants and the console have them."""
    return " ".join(text.split())


def sample_of(mutants: Iterable[Mutant], size: int, seed: int) -> list[Mutant]:
    """So many of them by chance. Where one comes depends on its own lines, not on which others there are."""

    def place(mutant: Mutant) -> str:
        return sha256(" ~ ".join((str(seed), *mutant.change)).encode()).hexdigest()

    return sorted(mutants, key=place)[:size]
