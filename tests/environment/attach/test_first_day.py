"""The first run against a target: `make up`, the target file that it writes, and the forecast."""

from __future__ import annotations

from pathlib import Path

import pytest

from environment.attach.forecast import forecast, lines_of
from environment.attach.target_writer import NotReplaceable, require_replaceable
from environment.settings import RunSettings, usual_target
from environment.stack.offer import Offer
from steps.vocabulary.capabilities import Capability


def test_the_default_target_file_is_the_teams_own_or_else_that_of_make_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert usual_target() == Path("target.toml")
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports/target.toml").touch()
    assert RunSettings.parse({"stack": "attach"}).target == Path("reports/target.toml")
    (tmp_path / "target.toml").touch()
    assert RunSettings.parse({"stack": "attach"}).target == Path("target.toml")


def test_make_up_replaces_only_what_it_has_written(tmp_path: Path) -> None:
    mine = tmp_path / "target.toml"
    require_replaceable(mine)
    mine.write_text(
        "# A bookstore that `make up` has started, and everything that may be done with it. "
        "As long as it is up:\n",
        "utf-8",
    )
    require_replaceable(mine)
    mine.write_text('name = "staging"\n', "utf-8")
    with pytest.raises(
        NotReplaceable, match=r"target\.toml: neither `make up` nor `make line` wrote this file"
    ):
        require_replaceable(mine)
    with pytest.raises(NotReplaceable, match=r"is a folder: name a file in it, such as .*/target\.toml"):
        require_replaceable(tmp_path)


def test_the_forecast_lists_scenarios_by_their_titles() -> None:
    unsupported = {Capability.FAULTS: "the mesh forbids it"}
    run = forecast(Offer(unsupported), ("features/order_and_inventory/buying_the_last_copy.feature",))
    lines = list(lines_of(run))
    assert lines[0] == f"{run.running} scenarios would run:"
    assert any(line.startswith("  Two customers want the last copy  (features/order_and") for line in lines)
