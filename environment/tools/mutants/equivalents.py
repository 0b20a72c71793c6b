"""Mutants that no run can tell from the bookstore, as a committed file with the reason of each."""

from __future__ import annotations

from pathlib import Path

FILE = Path("defects/equivalent-mutants.txt")


class BadEquivalents(Exception):
    """A line of the file has not four parts."""


def read_equivalents(file: Path = FILE) -> list[tuple[str, str, str]]:
    """File, before and after of each: `file ~ before ~ after ~ reason`. Raises BadEquivalents."""
    found = []
    lines = file.read_text("utf-8").splitlines() if file.is_file() else []
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("#"):
            parts = [each.strip() for each in line.split(" ~ ")]
            if len(parts) != 4 or not all(parts):
                raise BadEquivalents(
                    f"{file}, line {number}: write file ~ before ~ after ~ reason, not {line!r}"
                )
            found.append((parts[0], parts[1], parts[2]))
    return found
