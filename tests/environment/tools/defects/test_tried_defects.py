"""What is said of the results: on the page, in the table, and by the exit code."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from environment.choosing.noticed_defects import read_noticed
from environment.tools.defects.catalog import Consequence, Defect, Edit, Kind, KnownSurvivor
from environment.tools.defects.outcome import ScenarioOutcome
from environment.tools.defects.page import defects_page
from environment.tools.defects.results import Trial
from environment.tools.defects.table import BadTable, due, read_table, write_noticed, write_table
from environment.tools.defects.tried_defect import State, TriedDefect, tried_defects

_RIGHT, _WRONG = "checkout -> orders", "orders -> payments"
_RED = ScenarioOutcome("a: b", 0.5, ("step", "audit"), "a sentence", _RIGHT, "a reason")
_ASTRAY = ScenarioOutcome("a: c", 0.5, ("audit",), "a sentence", _WRONG, "a reason")
_NAMELESS = ScenarioOutcome("a: e", 0.5, ("step",), "a sentence", "", "")
_GREEN = ScenarioOutcome("a: d", 0.5)
_KNOWN = KnownSurvivor(reason="the clock cannot go back", since=date(2026, 11, 28))


def _tried(
    *outcomes: ScenarioOutcome, name: str = "orders/one", known: bool = False, **more: object
) -> TriedDefect:
    defect = Defect(
        name=name, title=f"Title of {name}", point=_RIGHT, kind=Kind.STATE,
        consequence=Consequence.WRONG_DATA, arrows=(_RIGHT,), known=_KNOWN if known else None,
        edits=(Edit(file="orders/service.py", replace="1"),),
    )  # fmt: skip
    told = {"chosen": len(outcomes), "day": "2026-11-28", **more}
    return TriedDefect(defect, Trial(name, 12.4, outcomes, **told))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("tried", "state", "fails"),
    [
        (_tried(_GREEN, _RED), State.CAUGHT, False),
        (_tried(_GREEN), State.SURVIVED, True),
        (_tried(_GREEN, known=True), State.KNOWN, False),
        (_tried(_RED, known=True), State.NEEDLESS, True),
        (_tried(failure="the log"), State.CAUGHT, False),
    ],
)
def test_a_result_is_red_where_something_is_to_be_done(tried: TriedDefect, state: State, fails: bool) -> None:
    assert (tried.state, tried.fails) == (state, fails)


def test_one_scenario_alone_is_thin_where_all_of_them_ran() -> None:
    assert _tried(_RED, _GREEN, full=True).thin
    assert _tried(_RED, _GREEN, chosen=2).thin
    assert not _tried(_RED, _GREEN, chosen=3).thin
    assert not _tried(_RED, _ASTRAY, full=True).thin


def test_survivors_come_first_and_what_was_not_tried_last() -> None:
    found = [_tried(_RED, name="b"), _tried(_GREEN, name="c"), _tried(_GREEN, name="a", known=True)]
    trials = {each.defect.name: each.trial for each in found if each.trial}
    defects = [each.defect for each in found] + [_tried(name="0").defect]
    assert [each.defect.name for each in tried_defects(defects, trials)] == ["c", "a", "b", "0"]


def test_the_table_says_how_many_by_what_and_which_arrow(tmp_path: Path) -> None:
    found = [
        _tried(_RED, _GREEN, name="a", full=True), _tried(_ASTRAY, _RED, name="b", full=True),
        _tried(_GREEN, name="c", full=True), _tried(_RED, name="d", chosen=30),
    ]  # fmt: skip
    write_table(found, tmp_path / "table.txt")
    assert (tmp_path / "table.txt").read_text("utf-8").splitlines()[3:] == [
        "a | caught by 1 of 2, THIN | step 1, audit 1 | checkout -> orders (right) | 2026-11-28, 12 s",
        "b | caught by 2 of 2 | audit 2, step 1 | orders -> payments "
        "(wrong, right is checkout -> orders) | 2026-11-28, 12 s",
        "c | NOT CAUGHT by 0 of 1 |  |  | 2026-11-28, 12 s",
        "d | caught by 1 of the first 1 | step 1, audit 1 | checkout -> orders (right) | 2026-11-28, 12 s",
    ]


def test_the_table_keeps_other_defects_and_drops_those_that_are_gone(tmp_path: Path) -> None:
    file = tmp_path / "table.txt"
    write_table([_tried(_RED, name="a", full=True), _tried(_RED, name="b", full=True)], file)
    before = file.read_text("utf-8")
    write_table([TriedDefect(_tried(name="b").defect, None)], file)
    assert file.read_text("utf-8") == "".join(
        line + "\n" for line in before.splitlines() if line[:3] != "a |"
    )


@pytest.mark.parametrize(
    ("later", "line"),
    [
        (_tried(_RED, chosen=9), "caught by 2 of 2"),
        (_tried(_RED, _ASTRAY, _GREEN, full=True), "caught by 2 of 3"),
        (_tried(_GREEN, chosen=9), "NOT CAUGHT by 0 of the first 1"),
    ],
)
def test_a_result_of_all_scenarios_stays_until_all_ran_or_none_notices_it(
    tmp_path: Path, later: TriedDefect, line: str
) -> None:
    file = tmp_path / "table.txt"
    write_table([_tried(_RED, _ASTRAY, full=True)], file)
    write_table([later], file)
    assert f"orders/one | {line} |" in file.read_text("utf-8")


def test_where_a_defect_was_not_tried_here_the_table_says_what_is_known(tmp_path: Path) -> None:
    file = tmp_path / "table.txt"
    tried = [
        _tried(_RED, name="a", full=True), _tried(_GREEN, name="b"), _tried(_GREEN, name="c", known=True),
        _tried(_RED, name="d"),
    ]  # fmt: skip
    write_table(tried, file)
    here = {"d": Trial("d", 1.0, (_GREEN,), day="2026-11-28")}
    found = tried_defects([*(each.defect for each in tried), _tried(name="e").defect], here, read_table(file))
    assert {each.defect.name: each.state for each in found} == {
        "a": State.CAUGHT,
        "b": State.SURVIVED,
        "c": State.KNOWN,
        "d": State.SURVIVED,
        "e": State.NOT_TRIED,
    }


def test_a_line_of_the_table_tells_the_same_as_the_result_did(tmp_path: Path) -> None:
    file = tmp_path / "table.txt"
    tried = [
        _tried(_RED, name="a", full=True), _tried(_ASTRAY, _RED, name="b", chosen=9),
        _tried(_GREEN, name="c"), _tried(failure="the log", name="d"), _tried(_NAMELESS, name="e", chosen=3),
    ]  # fmt: skip
    write_table(tried, file)
    lines, text = read_table(file), file.read_text("utf-8")
    write_table([TriedDefect(each.defect, None) for each in tried], file)
    assert file.read_text("utf-8") == text
    for each in tried:
        read = TriedDefect(each.defect, None, lines[each.defect.name])
        for told in ("state", "thin", "arrow", "arrow_is_right", "by", "share", "ran", "noticed_by", "when"):
            assert getattr(read, told) == getattr(each, told), (each.defect.name, told)
    page = defects_page(tried_defects([each.defect for each in tried], {}, lines))
    assert page.count("2026-11-28, 12 s") == len(tried)


def test_the_table_is_believed_where_it_is_of_a_later_day(tmp_path: Path) -> None:
    file = tmp_path / "table.txt"
    later = _tried(_RED, name="a", day="2026-11-29")
    write_table([later], file)
    here = {"a": Trial("a", 1.0, (_GREEN,), day="2026-11-28")}
    [found] = tried_defects([later.defect], here, read_table(file))
    assert (found.state, found.day) == (State.CAUGHT, "2026-11-29")
    write_table([found], file)
    assert "a | caught by 1 of 1, THIN" in file.read_text("utf-8")


def test_a_line_that_is_none_is_named(tmp_path: Path) -> None:
    file = tmp_path / "table.txt"
    file.write_text("# head\na | caught by 1 of 2 | step 1\n", "utf-8")
    with pytest.raises(BadTable, match=r"table.txt:2: not a line of `make defects`"):
        read_table(file)


def test_a_new_scenario_that_notices_what_none_had_noticed_is_kept(tmp_path: Path) -> None:
    table, noticed = tmp_path / "table.txt", tmp_path / "noticed.txt"
    for tried in (_tried(_GREEN, name="a", full=True), _tried(_GREEN, _RED, name="a", chosen=9)):
        write_table([tried], table)
        write_noticed([tried], noticed)
    assert "a | caught by 1 of the first 2" in table.read_text("utf-8")
    assert read_noticed(noticed).by_defect == {"a": {"a: b"}}


def test_the_scenarios_that_noticed_are_kept_and_whether_all_were_asked(tmp_path: Path) -> None:
    file = tmp_path / "noticed.txt"
    write_noticed([_tried(_RED, name="a", full=True), _tried(_RED, name="b", chosen=9)], file)
    write_noticed([_tried(_ASTRAY, name="a", chosen=9), _tried(_RED, name="c", chosen=9)], file)
    found = read_noticed(file)
    assert found.by_defect == {"a": {"a: b"}, "c": {"a: b"}}
    assert found.by_the_first == {"c"}
    assert found.alone == {"a: b": 1}


def test_those_are_due_that_were_never_tried_and_then_those_of_the_earliest_day(tmp_path: Path) -> None:
    file = tmp_path / "table.txt"
    tried = [_tried(_RED, name="a", day="2026-11-28"), _tried(_RED, name="b", day="2026-11-27")]
    write_table(tried, file)
    defects = [each.defect for each in (*tried, _tried(name="c"), _tried(name="d"))]
    assert [each.name for each in due(defects, 3, file)] == ["c", "d", "b"]


def test_without_any_result_there_is_no_file_of_noticed_defects(tmp_path: Path) -> None:
    write_noticed([TriedDefect(_tried(name="b").defect, None)], tmp_path / "noticed.txt")
    assert not (tmp_path / "noticed.txt").exists()


def test_the_page_has_the_reason_and_the_date_of_a_known_one() -> None:
    page = defects_page([_tried(_GREEN, known=True), _tried(_GREEN, name="orders/two")])
    assert "since 2026-11-28: the clock cannot go back" in page
    assert page.index("Title of orders/two") < page.index("Title of orders/one")
