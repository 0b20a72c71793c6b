"""Each part of the code is known since the recording that was the first to find it as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from environment.choosing.maps.function_map import MappedFunction
from environment.choosing.maps.recorded_code import NOT_RECORDED, RecordedCode, code_now

_FILE = "bookstore/orders/service.py"
_TEXT = """import json
LIMIT = 3
class Orders:
    size: int = 4
    def place(self): return LIMIT
def start():
    def run(): return f"{LIMIT:0{LIMIT}}"
    return run
"""


@pytest.fixture
def recorded(tmp_path: Path) -> RecordedCode:
    (tmp_path / _FILE).parent.mkdir(parents=True)
    (tmp_path / _FILE).write_text(_TEXT, "utf-8")
    return code_now(tmp_path, NOT_RECORDED)


def _younger(now: RecordedCode, recording: int = 1) -> set[str]:
    return {each.name for each in now.parts if now.is_younger(each, recording)}


def test_the_first_recording_knows_functions_constants_and_the_rest(recorded: RecordedCode) -> None:
    names = {"LIMIT", "Orders.place", "start", "start.<locals>.run", "..."}
    assert {each.name for each in recorded.parts} == names
    assert _younger(recorded) == set()


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ("return LIMIT", "return LIMIT  # copies", set()),
        ("import json", "import json as j", set()),
        ("return LIMIT", "return 4", {"Orders.place"}),
        ("def place(self)", "def place(self, more=1)", {"Orders.place"}),
        ("LIMIT = 3", "LIMIT = 4", {"LIMIT"}),
        ("size: int = 4", "size: int = 5", {"..."}),
        ('return f"{LIMIT', 'return f"{4}{LIMIT', {"start.<locals>.run"}),
        ("def start", "def begin(): ...\ndef start", {"begin"}),
    ],
)
def test_what_has_changed_is_of_the_next_recording(
    tmp_path: Path, recorded: RecordedCode, old: str, new: str, names: set[str]
) -> None:
    assert old in _TEXT
    (tmp_path / _FILE).write_text(_TEXT.replace(old, new), "utf-8")
    now = code_now(tmp_path, recorded)
    assert _younger(now) == names
    assert _younger(now, recording=2) == set()
    assert code_now(tmp_path, now) == now
    assert _younger(code_now(tmp_path, recorded, {_FILE: _TEXT})) == set()


def test_what_is_not_there_is_younger_than_every_map(tmp_path: Path, recorded: RecordedCode) -> None:
    place = MappedFunction(_FILE, "Orders.place")
    (tmp_path / "bookstore/a.py").write_text("A = 1\n", "utf-8")
    now = code_now(tmp_path, recorded, {_FILE: None})
    assert now.is_younger(place, now.last)
    assert not NOT_RECORDED.is_younger(place, 1)


def test_a_file_of_the_environment_is_one_part_and_those_of_commands_are_none(tmp_path: Path) -> None:
    for file in ("environment/hooks.py", "environment/tools/check.py"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("def run(): ...\n", "utf-8")
    assert [*code_now(tmp_path, NOT_RECORDED).parts] == [MappedFunction("environment/hooks.py", "*")]


def test_a_digest_is_the_same_in_every_version_of_python(recorded: RecordedCode) -> None:
    assert {name: digest for (_, name), (digest, _) in recorded.parts.items()} == {
        "...": "cc34322f",
        "LIMIT": "350c0640",
        "Orders.place": "c2a5a3d3",
        "start": "cb77f658",
        "start.<locals>.run": "5eda3d51",
    }
