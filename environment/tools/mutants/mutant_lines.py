"""The committed files about mutants: a line for each, its parts between tildes."""

from __future__ import annotations

from pathlib import Path

_BETWEEN = " ~ "


class BadMutantLine(Exception):
    """A line of such a file has not the parts that it should have."""


def parts_of(file: Path, form: str) -> list[tuple[str, ...]]:
    """The parts of each line, as the form `file ~ before ~ after` names them. Raises BadMutantLine."""
    found, wanted = list[tuple[str, ...]](), len(form.split(_BETWEEN))
    lines = file.read_text("utf-8").splitlines() if file.is_file() else []
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("#"):
            parts = tuple(each.strip() for each in line.split(_BETWEEN))
            if len(parts) != wanted or not all(parts):
                raise BadMutantLine(f"{file}, line {number}: write {form}, not {line!r}")
            found.append(parts)
    return found


def line_of(*parts: str) -> str:
    """A line with these parts."""
    return _BETWEEN.join(parts)
