"""The files whose language is checked, and the parts of a Python file that are prose."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

MATRIX = Path("features/resilience/matrix")
_SUFFIXES = (".py", ".md", ".feature", ".toml", ".sql")
_NOT_OURS = ("reports", "build", "dist", "__pycache__", "node_modules")
_NOT_COUNTED = ("CHANGELOG.md",)  # it quotes the words of earlier versions


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text, and the line on which it begins."""

    line: int
    text: str


def text_files(root: Path) -> list[Path]:
    """All code, documents and features below a folder, as paths relative to it, in alphabetical order."""
    files = (file for file in _files(root) if _is_text(file.relative_to(root)))
    return sorted(file.relative_to(root) for file in files if file.name not in _NOT_COUNTED)


def python_files(root: Path, *rooms: str) -> list[Path]:
    """The Python files of these top-level packages, as paths relative to `root`."""
    return [file for file in text_files(root) if file.suffix == ".py" and file.parts[0] in rooms]


def prose(source: str) -> Iterator[Passage]:
    """The docstrings and comments of a Python file."""
    module = ast.parse(source)
    for node in (module, *definitions(module)):
        documented = node.body[0] if ast.get_docstring(node, clean=False) is not None else None
        if isinstance(documented, ast.Expr) and isinstance(documented.value, ast.Constant):
            yield Passage(documented.lineno, str(documented.value.value))
    for token in _tokens(source):
        if token.type == tokenize.COMMENT:
            yield Passage(token.start[0], token.string)


def definitions(node: ast.AST) -> Iterator[ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]:
    """The classes and functions below a node, at any depth."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield child
        if isinstance(child, ast.stmt | ast.excepthandler | ast.match_case):
            yield from definitions(child)


def names(source: str) -> Iterator[Passage]:
    """The identifiers of a Python file, divided by spaces, a passage a line."""
    tokens = (token for token in _tokens(source) if token.type == tokenize.NAME)
    for line, found in groupby(tokens, key=lambda token: token.start[0]):
        yield Passage(line, " ".join(token.string for token in found))


@lru_cache(maxsize=1)  # both functions above read the same file in turn
def _tokens(source: str) -> list[tokenize.TokenInfo]:
    return list(tokenize.generate_tokens(io.StringIO(source).readline))


def _files(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        if entry.name.startswith(".") or entry.name in _NOT_OURS or entry.name.endswith(".egg-info"):
            continue
        if entry.is_dir():
            yield from _files(entry)
        else:
            yield entry


def _is_text(file: Path) -> bool:
    return file.suffix in _SUFFIXES or file.name == "Makefile" or file.parent == MATRIX
