"""The maps are text that is read back as it was, and a wrong line is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from environment.choosing.maps.committed_maps import (
    read_maps,
    read_recorded_code,
    usual_functions,
    write_maps,
)
from environment.choosing.maps.function_map import FunctionMap, MappedFunction
from environment.choosing.maps.map_text import UnreadableMap, as_named, feature_text
from environment.choosing.maps.recorded_code import NOT_RECORDED, RecordedCode, RecordedPart
from environment.evidence.baseline.scenario_id import ScenarioId

_PLACE, _CANCEL = (
    MappedFunction("bookstore/orders/service.py", "place"),
    MappedFunction("steps/orders.py", "cancel"),
)
_RARE = MappedFunction("bookstore/orders/store.py", "Store.void.<locals>.one")
_BUY = ScenarioId("features/journeys/buying.feature", "A customer buys [x]", "1f0a92c4")
_STOP = ScenarioId("features/journeys/buying.feature", "A customer stops -- @1.1", "00000001")
_OTHER = ScenarioId("features/access/reading.feature", "A guest reads", "00000002")
_MAPS = FunctionMap(
    {_BUY: frozenset({_PLACE, _CANCEL}), _STOP: frozenset({_PLACE, _RARE}), _OTHER: frozenset({_CANCEL})},
    frozenset({MappedFunction("bookstore/orders/app.py", "run")}),
)
_CODE = RecordedCode(
    {_PLACE.file: "0a0a0a0a"},
    {_PLACE: RecordedPart("1b1b1b1b", 1), MappedFunction(_PLACE.file, "..."): RecordedPart("2c2c2c2c", 3)},
)


def test_maps_are_read_as_they_were_written(tmp_path: Path) -> None:
    write_maps(_MAPS, _CODE, tmp_path, whole=True)
    assert read_maps(tmp_path) == _MAPS


def test_without_maps_nothing_is_known(tmp_path: Path) -> None:
    assert read_maps(tmp_path / "none") == FunctionMap()


def test_a_part_of_the_suite_leaves_the_other_features_as_they_are(tmp_path: Path) -> None:
    write_maps(_MAPS, _CODE, tmp_path, whole=True)
    before = (tmp_path / "access" / "reading.map").read_text("utf-8")
    write_maps(FunctionMap({_BUY: frozenset({_RARE})}), _CODE, tmp_path, whole=False)
    assert (tmp_path / "access" / "reading.map").read_text("utf-8") == before
    assert read_maps(tmp_path).ran == {**_MAPS.ran, _BUY: frozenset({_RARE})}


def test_what_was_recorded_later_says_so_until_all_are_recorded_together(tmp_path: Path) -> None:
    write_maps(_MAPS, _CODE, tmp_path, whole=True)
    write_maps(FunctionMap({_BUY: frozenset({_RARE})}).of_recording(2), _CODE, tmp_path, whole=False)
    assert "[1f0a92c4, recording 2]" in (tmp_path / "journeys" / "buying.map").read_text("utf-8")
    assert read_maps(tmp_path).recordings == {_BUY: 2}
    write_maps(FunctionMap({_BUY: frozenset({_RARE})}).of_recording(3), _CODE, tmp_path, whole=False)
    assert read_maps(tmp_path).recordings == {_BUY: 3}
    write_maps(_MAPS.of_recording(1), _CODE, tmp_path, whole=True)
    assert read_maps(tmp_path).recordings == {}


def test_the_code_is_read_as_it_was_written_and_must_be_there_beside_maps(tmp_path: Path) -> None:
    assert read_recorded_code(tmp_path / "none") == NOT_RECORDED
    write_maps(_MAPS, _CODE, tmp_path, whole=True)
    assert read_recorded_code(tmp_path) == _CODE
    (tmp_path / "code.map").write_text("bookstore/a.py: run\n", "utf-8")
    with pytest.raises(UnreadableMap, match=r"code\.map: not a file with its parts"):
        read_recorded_code(tmp_path)
    (tmp_path / "code.map").unlink()
    with pytest.raises(UnreadableMap, match=r"code\.map is not there"):
        read_recorded_code(tmp_path)


def test_the_whole_suite_removes_features_that_are_gone(tmp_path: Path) -> None:
    write_maps(_MAPS, _CODE, tmp_path, whole=True)
    write_maps(FunctionMap({_OTHER: frozenset({_CANCEL})}), _CODE, tmp_path, whole=True)
    assert read_maps(tmp_path).ran == {_OTHER: frozenset({_CANCEL})}


def test_what_more_than_half_of_the_scenarios_run_is_usual() -> None:
    assert usual_functions(_MAPS.ran.values()) == {_PLACE, _CANCEL}


def test_a_feature_shows_what_differs_from_the_usual() -> None:
    text = feature_text({_OTHER: frozenset({_CANCEL, _RARE})}, frozenset({_CANCEL, _PLACE}), {})
    assert text.splitlines()[1:] == [
        "",
        "every scenario",
        "  bookstore/orders/store.py: Store.void.<locals>.one",
        "  not bookstore/orders/service.py: place",
        "",
        "A guest reads [00000002]",
    ]


def test_a_lambda_is_named_as_the_function_around_it_and_the_environment_by_files() -> None:
    assert as_named("bookstore/a.py", "f.<locals>.<lambda>") == MappedFunction("bookstore/a.py", "f")
    assert as_named("bookstore/a.py", "f.<locals>.g.<locals>.<genexpr>").name == "f.<locals>.g"
    assert as_named("environment/hooks.py", "before_all") == MappedFunction("environment/hooks.py", "*")


@pytest.mark.parametrize("line", ["  bookstore/orders/store.py", "no title"])
def test_a_wrong_line_is_named_with_its_file(tmp_path: Path, line: str) -> None:
    write_maps(_MAPS, _CODE, tmp_path, whole=True)
    path = tmp_path / "access" / "reading.map"
    path.write_text(path.read_text("utf-8") + line + "\n", "utf-8")
    with pytest.raises(UnreadableMap, match=rf"reading\.map: .*{line.strip()}"):
        read_maps(tmp_path)
