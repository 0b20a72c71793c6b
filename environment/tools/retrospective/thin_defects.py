"""Thin defects: seeded defects that one scenario alone notices, from the committed table."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from environment.choosing.noticed_defects import NOTICED, read_noticed
from environment.tools.defects.catalog import FOLDER, read_catalog
from environment.tools.defects.table import TABLE

_THIN = "THIN"


@dataclass(frozen=True)
class ThinDefect:
    """name: as `make defects` takes it; scenario: the one that notices it, empty where it is not known."""

    name: str
    title: str
    point: str
    scenario: str


def thin_defects(
    table: Path = TABLE, noticed: Path = NOTICED, catalog: Path = FOLDER
) -> tuple[ThinDefect, ...] | None:
    """The thin defects of the catalog; None where there is no table yet.

    Raises BadCatalog, and UnreadableDefects for the file of the scenarios.
    """
    if not table.is_file():
        return None
    thin = {line.partition(" | ")[0] for line in _lines(table) if _THIN in line.split(" | ")[1].split(", ")}
    by_defect = read_noticed(noticed).by_defect
    return tuple(
        ThinDefect(each.name, each.title, each.point, next(iter(by_defect.get(each.name, ())), ""))
        for each in read_catalog(catalog)
        if each.name in thin
    )


def _lines(table: Path) -> list[str]:
    written = table.read_text("utf-8").splitlines()
    return [line for line in written if " | " in line and not line.startswith("#")]
