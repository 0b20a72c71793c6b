"""The table of a feature that kills a service at its commits, held to the commits of a recorded journey."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from environment.evidence.traffic.transactions import CommittedTransaction

_ROW, _COLUMNS = "| ", ("killed", "when", "nth", "table")


def rows_of(feature: Path) -> set[tuple[str, str]]:
    """The services of the table, each with a table that it commits. Raises ValueError without a table."""
    lines = [line.strip() for line in feature.read_text("utf-8").splitlines()]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith(_ROW)]
    if not rows or tuple(rows[0][: len(_COLUMNS)]) != _COLUMNS:
        raise ValueError(f"{feature} has no table with the columns {', '.join(_COLUMNS)}")
    return {(row[0], row[3]) for row in rows[1:]}


def differences(rows: set[tuple[str, str]], commits: Iterable[CommittedTransaction]) -> Iterator[str]:
    """A sentence for each commit of which no table has a row, and for each row that no commit has."""
    made = list(commits)
    for commit in dict.fromkeys((each.service, tuple(sorted(each.tables()))) for each in made):
        service, tables = commit
        if not any((service, table) in rows for table in tables):
            yield f"{service} commits {' and '.join(tables)}, and no row kills it there"
    known = {(each.service, table) for each in made for table in each.tables()}
    for service, table in sorted(rows - known):
        yield f"a row kills {service} at a commit of its {table}, and it makes none"
