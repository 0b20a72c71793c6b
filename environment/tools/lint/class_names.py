"""Class names: one name means one thing in the whole project."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from environment.tools.lint.text_files import definitions, python_files

PACKAGES = ("bookstore", "environment", "steps")


def class_definitions(root: Path) -> Mapping[str, Sequence[str]]:
    """Where each class is defined, as `file:line`, by its name."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for file in python_files(root, *PACKAGES):
        for node in definitions(ast.parse((root / file).read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                found[node.name].append(f"{file}:{node.lineno}")
    return found


def repeated_class_names(root: Path, allowed: Mapping[str, str]) -> Iterator[str]:
    """A sentence for each name that several classes have, and for each exception without use.

    `allowed` has the reason for each name that several classes may have.
    """
    definitions = class_definitions(root)
    for name, places in sorted(definitions.items(), key=lambda each: (-len(each[1]), each[0])):
        if len(places) > 1 and name not in allowed:
            yield f"class {name} is defined {len(places)} times: {', '.join(places)}"
    for name in allowed:
        if len(definitions.get(name, ())) < 2:
            yield f"class {name} needs no exception: it is defined at most once"
