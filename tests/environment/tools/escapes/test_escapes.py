"""escapes.toml: what is read, and the sentence for each mistake, with its file and line."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from environment.session.history.existing import existing_scenarios, titles_that_run
from environment.tools.escapes.reading import BadEscapes, Escape, read_escapes

TODAY = date(2026, 11, 28)
TITLES = {"The last copy is sold"}
GOOD = '[[escape]]\ndate = 2026-11-02\nwhat = "Sold twice"\narrow = "cart -> inventory"\n'


def read(tmp_path: Path, text: str) -> tuple[Escape, ...]:
    (tmp_path / "escapes.toml").write_text(text, "utf-8")
    (tmp_path / "check.py").touch()
    return read_escapes(TITLES, TODAY, tmp_path / "escapes.toml", tmp_path)


def sentences(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(BadEscapes) as refused:
        read(tmp_path, text)
    return str(refused.value).replace(f"{tmp_path}/", "").splitlines()


def test_an_entry_says_what_would_catch_it_now(tmp_path: Path) -> None:
    (escape,) = read(tmp_path, GOOD)
    assert (escape.date, escape.what, escape.arrow) == (date(2026, 11, 2), "Sold twice", "cart -> inventory")
    assert escape.caught_by == ""
    (caught,) = read(tmp_path, GOOD + 'scenario = "The last copy is sold"\ncheck = "check.py"\n')
    assert caught.caught_by == 'the scenario "The last copy is sold" and the check check.py'


def test_the_newest_is_the_first(tmp_path: Path) -> None:
    found = read(tmp_path, GOOD + GOOD.replace("11-02", "11-20"))
    assert [each.date.day for each in found] == [20, 2]


def test_without_a_file_there_are_none(tmp_path: Path) -> None:
    assert read_escapes(TITLES, TODAY, tmp_path / "escapes.toml") == ()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            GOOD.replace("cart ->", "card ->"),
            "escapes.toml:4: there is no arrow 'card -> inventory'; there are: ",
        ),
        (
            GOOD.replace("2026-11", "2026-12"),
            "escapes.toml:2: 2026-12-02 is in the future: write the day on which",
        ),
        (
            GOOD + 'scenario = "No such"',
            'escapes.toml:5: no scenario "No such" runs: write its title',
        ),
        (
            GOOD + 'check = "no.py"',
            "escapes.toml:5: there is no file no.py: name the file of the check, such as",
        ),
        (
            GOOD.replace("2026-11-02", '"soon"'),
            "escapes.toml:2: date is not valid: write a date such as 2026-11-02",
        ),
        (GOOD.replace('"Sold twice"', "3"), "escapes.toml:3: what is not valid: write a text in quotes"),
        (
            GOOD.replace("what", "waht"),
            "escapes.toml:1: what is missing; an entry has date, what, arrow, and ",
        ),
        ("[escape]\n", "escapes.toml: write [[escape]], with two brackets, before each entry"),
        (
            GOOD + '[[known]]\nx = "y"\n',
            "escapes.toml: write [[escape]], with two brackets, before each entry",
        ),
        ("[[escape]", "escapes.toml is no TOML: "),
    ],
)
def test_a_mistake_is_told_with_file_and_line(tmp_path: Path, text: str, sentence: str) -> None:
    assert sentences(tmp_path, text)[0].startswith(sentence)


def test_every_mistake_of_every_entry_is_told(tmp_path: Path) -> None:
    second = GOOD.replace("cart ->", "card ->").replace("2026", "2027")
    assert [each.partition(":")[2][:2] for each in sentences(tmp_path, GOOD + second)] == ["6:", "8:"]


def test_the_projects_own_file_is_in_order() -> None:
    titles = titles_that_run(existing_scenarios(Path("features")).values())
    assert isinstance(read_escapes(titles, datetime.now(UTC).date()), tuple)


def test_a_planned_scenario_catches_nothing_yet() -> None:
    existing = existing_scenarios(Path("features")).values()
    planned = {each.title for each in existing if each.planned}
    assert planned
    assert not planned & titles_that_run(existing)
