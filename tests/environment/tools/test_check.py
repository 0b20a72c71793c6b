"""The checks of `make check`: one line for a green one, everything for a red one, and a last line."""

from __future__ import annotations

import sys

import pytest

from environment.tools.check import CHECKS, Check, run_checks


def python(name: str, code: str) -> Check:
    return Check(name, (sys.executable, "-c", code))


def test_green_checks_are_a_line_each_and_all_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_checks([python("files", "print('much'); print('3 files checked')"), python("silent", "")]) == 0
    first, second, last = capsys.readouterr().out.splitlines()
    assert first.startswith("files      3 files checked ")
    assert second.startswith("silent     nothing found ")
    assert last.startswith("All is well: files, silent (")


def test_a_red_check_says_everything_and_the_next_ones_run(capsys: pytest.CaptureFixture[str]) -> None:
    red = python(
        "words", "import sys; print('a.py:1: no'); print('b.py:2: no', file=sys.stderr); sys.exit(2)"
    )
    assert run_checks([red, python("files", "print('3 files')")]) == 1
    said = capsys.readouterr().out
    assert "a.py:1: no\n" in said
    assert "b.py:2: no\n" in said
    assert "Red: words; 1 of 2 checks are green (" in said


def test_the_quick_checks_are_those_of_an_author_of_features() -> None:
    assert [each.name for each in CHECKS if each.quick] == ["format", "features"]
