"""Which scenarios have noticed which defects is text that is read back as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from environment.choosing.noticed_defects import NoticedDefects, UnreadableDefects, read_noticed

_BUY, _STOP = (
    "features/a/buying.feature: A customer buys: a title",
    "features/a/buying.feature: Stops -- @1.1 x",
)
_READ, _ROW = "features/b/reading.feature: A guest reads", "features/b/reading.feature: Rows -- @1.12 "
_NOTICED = NoticedDefects(
    {
        "orders/one": frozenset({_BUY, _STOP, _READ}),
        "cart/two": frozenset({_BUY}),
        "cart/row": frozenset({_ROW}),
        "cart/none": frozenset(),
    },
    frozenset({"cart/none"}),
)


def test_the_text_is_read_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "noticed.txt"
    file.write_text(_NOTICED.text(), "utf-8")
    assert read_noticed(file) == _NOTICED


def test_without_a_file_nothing_is_known(tmp_path: Path) -> None:
    assert read_noticed(tmp_path / "noticed.txt") == NoticedDefects()


@pytest.mark.parametrize("line", ["  features/a.feature", "orders/one\n    A title", "orders/one\n   three"])
def test_a_line_that_the_command_did_not_write_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "noticed.txt"
    file.write_text(f"{line}\n", "utf-8")
    with pytest.raises(
        UnreadableDefects, match=r"noticed\.txt:\d: neither a defect, a feature nor a scenario"
    ):
        read_noticed(file)


def test_scenarios_that_are_gone_have_noticed_nothing() -> None:
    assert _NOTICED.by_these([_STOP, _READ]).by_defect == {"orders/one": {_STOP, _READ}}


def test_a_scenario_has_the_defects_that_it_alone_has_noticed() -> None:
    assert _NOTICED.by_scenario == {
        _BUY: {"orders/one", "cart/two"},
        _STOP: {"orders/one"},
        _READ: {"orders/one"},
        _ROW: {"cart/row"},
    }
    assert dict(_NOTICED.alone) == {_BUY: 1, _ROW: 1}
