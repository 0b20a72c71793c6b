"""A copy of the project whose features have the rows of their outlines several times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from environment.tools.project_copy import copy_project


def with_rows(text: str, times: int) -> str:
    """A feature file with each row below `Examples:` so many times, one table after another."""
    return "".join(f"{line}\n" for line in _lines(text.splitlines(), times))


def _lines(lines: Iterable[str], times: int) -> Iterator[str]:
    rows: list[str] = []
    inside = False
    for line in [*lines, None]:
        is_row = line is not None and line.lstrip().startswith("|")
        if inside and is_row:
            assert line is not None
            rows.append(line)
            continue
        if rows:
            heading, *values = rows
            yield from (heading, *values * times)
            rows, inside = [], False
        if line is not None:
            inside = line.strip().startswith(("Examples:", "Scenarios:")) or (inside and not line.strip())
            yield line


def copied_project(project: Path, folder: Path, features: Iterable[Path], times: int) -> Path:
    """Copy the project with these features only."""
    copy_project(project, folder)
    for feature in features:
        copy = folder / feature
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(with_rows((project / feature).read_text("utf-8"), times), "utf-8")
    return folder
