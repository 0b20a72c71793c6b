"""The committed maps: a folder with a file for each feature, and one each for what most of them share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TypeVar

from environment.choosing.maps.function_map import FunctionMap, MappedFunction
from environment.choosing.maps.map_text import (
    HEAD,
    UnreadableMap,
    feature_text,
    lines_of,
    read_feature,
    read_functions,
)
from environment.evidence.baseline.scenario_id import ScenarioId, baseline_file

MAPS = Path("baseline/maps")
_AT_START, _USUAL = "at_start.map", "most_scenarios.map"
_ENDING = ".map"
T = TypeVar("T")


def write_maps(maps: FunctionMap, folder: Path = MAPS, *, whole: bool) -> None:
    """Replace the maps by these, or add them where they are not of the whole suite. Raises UnreadableMap."""
    usual = frozenset[MappedFunction]() if whole else _read(folder / _USUAL, _listed)
    if not whole:
        maps = read_maps(folder) | maps
    texts = {folder / _AT_START: _listing(maps.at_start)}
    usual = usual or usual_functions(maps.ran.values())
    texts[folder / _USUAL] = _listing(usual)
    for feature, scenarios in maps.by_feature().items():
        path = (folder / baseline_file(feature)).with_suffix(_ENDING)
        texts[path] = feature_text(scenarios, usual)
    for gone in {*folder.rglob(f"*{_ENDING}")} - texts.keys():
        gone.unlink()
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def read_maps(folder: Path = MAPS) -> FunctionMap:
    """Everything that is there; nothing where there are no maps. Raises UnreadableMap."""
    usual = _read(folder / _USUAL, _listed)
    ran: dict[ScenarioId, frozenset[MappedFunction]] = {}
    for path in sorted(folder.rglob(f"*{_ENDING}")):
        place = path.relative_to(folder)
        if place.as_posix() not in (_AT_START, _USUAL):
            feature = f"features/{place.with_suffix('.feature').as_posix()}"
            ran |= _read(path, partial(read_feature, feature, usual))
    return FunctionMap(ran, _read(folder / _AT_START, _listed))


def usual_functions(scenarios: Iterable[frozenset[MappedFunction]]) -> frozenset[MappedFunction]:
    """What more than half of the scenarios run."""
    scenarios = tuple(scenarios)
    count = Counter(function for ran in scenarios for function in ran)
    return frozenset(function for function, number in count.items() if number * 2 > len(scenarios))


def _listing(functions: frozenset[MappedFunction]) -> str:
    return HEAD + "".join(f"{line}\n" for line in lines_of(functions))


def _listed(text: str) -> frozenset[MappedFunction]:
    return read_functions(line for line in text.splitlines() if line and not line.startswith("#"))


def _read(path: Path, read: Callable[[str], T]) -> T:
    text = path.read_text("utf-8") if path.is_file() else ""
    try:
        return read(text)
    except UnreadableMap as error:
        raise UnreadableMap(f"{path}: {error}; make maps writes it anew") from None
