"""Each way of writing a feature wrong is one line: the place, what is wrong, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from environment.tools.lint.__main__ import main

GOOD = """\
@journeys @smoke
Feature: Buying a title
  As a customer I want a book.

  Rule: A customer who checks out has one order

    Background:
      Given the warehouse has counted 4 copies of "Dune"

    @blocker
    Scenario: The cart becomes an order when the card is good
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once

    Scenario Outline: The order costs <total> when <copies> are bought
      Given the customer's cart holds <copies> at $9.50
      When the customer checks out
      Then the customer has one order of <total>

      Examples:
        | copies             | total  | why            |
        | 1 copy of "Dune"   | $9.50  | one is one     |
        | 2 copies of "Dune" | $19.00 | two cost twice |
"""
CASES = Path(__file__).with_name("wrong_gherkin.txt")
TO_THE_END = "..."
_ESCAPED = {"\\n": "\n", "\\t": "\t", "\\ufeff": "\ufeff", "\\u201c": "\u201c", "\\u201d": "\u201d"}


def cases() -> Iterator[tuple[str, str, str]]:
    """The text to replace, the text to write, and what the finding says."""
    for block in CASES.read_text("utf-8").split("\n\n"):
        told = dict(line.split(maxsplit=1) for line in block.splitlines() if line and line[0] != "#")
        if told:
            before, after, finding = (_unescaped(told[key]) for key in ("replace", "by", "says"))
            if before.endswith(TO_THE_END):
                before = GOOD[GOOD.index(before.removesuffix(TO_THE_END)) :]
            yield before, after, finding


def _unescaped(text: str) -> str:
    """The text between its first and its last bar."""
    inner = text[1:-1]
    for escaped, letter in _ESCAPED.items():
        inner = inner.replace(escaped, letter)
    return inner


def lint(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str) -> tuple[int, list[str]]:
    """The exit code, and the lines about this feature, with their places below the features."""
    folder = tmp_path / "journeys"
    folder.mkdir(exist_ok=True)
    (folder / "buying_a_title.feature").write_text(text, "utf-8")
    code = main([str(tmp_path)])
    return code, capsys.readouterr().out.replace(f"{folder}/", "").splitlines()


def test_a_good_feature_has_no_findings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, (summary,) = lint(tmp_path, capsys, GOOD)
    assert code == 0
    assert summary.startswith("1 features, 3 scenarios, 12 steps beside ")
    assert summary.endswith(" sentences: no findings")


@pytest.mark.parametrize(("before", "after", "finding"), [*cases()])
def test_each_mistake_is_one_line_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], before: str, after: str, finding: str
) -> None:
    assert before in GOOD
    code, found = lint(tmp_path, capsys, GOOD.replace(before, after, 1))
    assert code == 1
    assert any(each.startswith("buying_a_title.feature:") and finding in each for each in found), found


def test_and_after_a_background_continues_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = GOOD.replace("Given the customer's cart holds 2", "And the customer's cart holds 2")
    assert lint(tmp_path, capsys, text)[0] == 0


def test_and_without_anything_above_it_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    background = '    Background:\n      Given the warehouse has counted 4 copies of "Dune"\n\n'
    text = GOOD.replace(background, "").replace(
        "Given the customer's cart holds 2", "And the customer's cart holds 2"
    )
    code, found = lint(tmp_path, capsys, text)
    assert code == 1
    assert found[0].startswith("buying_a_title.feature:9: ")
    assert "a scenario begins with Given, When or Then: nothing stands above to continue" in found[0]


def test_a_file_in_another_encoding_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lint(tmp_path, capsys, GOOD)
    path = tmp_path / "journeys" / "buying_a_title.feature"
    path.write_bytes(GOOD.replace("Dune", "Düne").encode("latin-1"))
    assert main([str(tmp_path)]) == 1
    assert ":8: this is no UTF-8: save the file in the encoding UTF-8" in capsys.readouterr().out
