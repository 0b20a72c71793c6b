"""The committed maps: a folder with a file for each feature, and one each for what most of them share.

A further file has the state of the code that they were made from.
"""

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
from environment.choosing.maps.recorded_code import RecordedCode, read_code
from environment.evidence.baseline.scenario_id import ScenarioId, baseline_file

MAPS = Path("baseline/maps")
_AT_START, _USUAL, _CODE = "at_start.map", "most_scenarios.map", "code.map"
_ENDING = ".map"
T = TypeVar("T")


def write_maps(maps: FunctionMap, code: RecordedCode, folder: Path = MAPS, *, whole: bool) -> None:
    """Replace the maps by these, or add them where they are not of the whole suite. Raises UnreadableMap.

    `code` is what the last recording has seen.
    """
    usual = frozenset[MappedFunction]() if whole else _read(folder / _USUAL, _listed)
    if not whole:
        maps = read_maps(folder) | maps
    texts = {folder / _AT_START: _listing(maps.at_start), folder / _CODE: code.text()}
    usual = usual or usual_functions(maps.ran.values())
    texts[folder / _USUAL] = _listing(usual)
    for feature, scenarios in maps.by_feature().items():
        path = (folder / baseline_file(feature)).with_suffix(_ENDING)
        texts[path] = feature_text(scenarios, usual, maps.recordings)
    for gone in {*folder.rglob(f"*{_ENDING}")} - texts.keys():
        gone.unlink()
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def read_maps(folder: Path = MAPS) -> FunctionMap:
    """Everything that is there; nothing where there are no maps. Raises UnreadableMap."""
    usual = _read(folder / _USUAL, _listed)
    ran: dict[ScenarioId, frozenset[MappedFunction]] = {}
    recordings: dict[ScenarioId, int] = {}
    for path in sorted(folder.rglob(f"*{_ENDING}")):
        place = path.relative_to(folder)
        if place.as_posix() not in (_AT_START, _USUAL, _CODE):
            feature = f"features/{place.with_suffix('.feature').as_posix()}"
            found = _read(path, partial(read_feature, feature, usual))
            ran |= found.ran
            recordings |= found.recordings
    return FunctionMap(ran, _read(folder / _AT_START, _listed), recordings)


def read_recorded_code(folder: Path = MAPS) -> RecordedCode:
    """The code that the maps are of; nothing where there are no maps.

    Raises UnreadableMap, also where there are maps alone: nothing then tells which of them are too old.
    """
    if folder.is_dir() and not (folder / _CODE).is_file():
        raise UnreadableMap(f"{folder / _CODE} is not there; make maps writes it anew")
    return _read(folder / _CODE, read_code)


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
