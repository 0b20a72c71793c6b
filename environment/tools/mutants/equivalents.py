"""Mutants that no run can tell from the bookstore, as a committed file with the reason of each."""

from __future__ import annotations

from pathlib import Path

from environment.tools.mutants.mutant_lines import parts_of

FILE = Path("defects/equivalent-mutants.txt")
_FORM = "file ~ before ~ after ~ reason"


def read_equivalents(file: Path = FILE) -> list[tuple[str, str, str]]:
    """File, before and after of each. Raises BadMutantLine."""
    return [(where, before, after) for where, before, after, _ in parts_of(file, _FORM)]
