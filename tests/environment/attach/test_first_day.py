"""What somebody meets who attaches for the first time: `make up`, and the target file it writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from environment.attach.outlook import by_name, outlook
from environment.attach.writing import NotOurs, demand_ours
from environment.settings import Settings, usual_target
from steps.vocabulary.capabilities import Capability


def test_without_a_name_the_target_is_that_of_make_up_or_before_it_the_teams_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert usual_target() == Path("target.toml")
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports/target.toml").touch()
    assert Settings.parse({"stack": "attach"}).target == Path("reports/target.toml")
    (tmp_path / "target.toml").touch()
    assert Settings.parse({"stack": "attach"}).target == Path("target.toml")


def test_make_up_replaces_only_what_it_has_written(tmp_path: Path) -> None:
    mine = tmp_path / "target.toml"
    demand_ours(mine)
    mine.write_text(
        "# A bookstore that `make up` has started, and everything that may be done with it. "
        "As long as it is up:\n",
        "utf-8",
    )
    demand_ours(mine)
    mine.write_text('name = "staging"\n', "utf-8")
    with pytest.raises(NotOurs, match=r"target\.toml: this file is not of `make up`"):
        demand_ours(mine)
    with pytest.raises(NotOurs, match=r"is a folder: name a file in it, such as .*/target\.toml"):
        demand_ours(tmp_path)


def test_which_scenarios_run_is_told_by_their_titles() -> None:
    lacks = {Capability.FAULTS: "the mesh forbids it"}
    seen = outlook(lacks, ("features/order_and_inventory/buying_the_last_copy.feature",))
    lines = list(by_name(seen, lacks))
    assert lines[0] == f"{seen.running} scenarios would run:"
    assert any(line.startswith("  Two customers want the last copy  (features/order_and") for line in lines)
