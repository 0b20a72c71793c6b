"""Text below a scenario that is no step is refused: the scenario would be green without it."""

from __future__ import annotations

from pathlib import Path

import pytest
from behave.parser import parse_feature

from environment.session.gherkin.free_text import free_text

FEATURE = """\
Feature: Orders
  As a customer I want a book.
  And it arrives soon, says the second line: quickly.

  Background:
    Given the customer has a cart

  Rule: An order is made once
    This rule has a description.

    Scenario: The order service is down
      Given the order service is down
      When the customer checks out

    Scenario Outline: Copies
      When the customer adds <copies> copies

      Examples:
        | copies |
        | 1      |
"""
DESCRIPTION = "  And it arrives soon, says the second line: quickly.\n"
GOOD = FEATURE.replace(DESCRIPTION, "  It arrives soon, says the second line: quickly.\n")


def found(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "orders.feature"
    path.write_text(text, encoding="utf-8")
    return [f"{each.line}: {each.sentence}" for each in free_text(parse_feature(text, filename=str(path)))]


def test_descriptions_of_a_feature_and_of_a_rule_are_allowed(tmp_path: Path) -> None:
    assert found(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (
            "Given the order service",
            "Givven the order service",
            '12: "Givven the order service is down" is no step, so it is not run: did you mean "Given"?',
        ),
        (
            "Given the order service",
            "Giben the order service",
            '12: "Giben the order service is down" is no step, so it is not run: did you mean "Given"?',
        ),
        (
            "Given the customer has",
            "Given: the customer has",
            '6: "Given: the customer has a cart" is no step, so it is not run: did you mean "Given"?',
        ),
        (
            "      Given the order service",
            "      An example of the brochure.\n      Given the order service",
            '12: "An example of the brochure." is no step, so it is not run: did you mean "And"?',
        ),
        (
            "      Given the order service",
            "      From the brochure.\n      Given the order service",
            '12: "From the brochure." is no step, so it is not run: a Scenario holds steps alone',
        ),
        (
            "When the customer adds <copies>",
            "Wen the customer adds <copies>",
            '16: "Wen the customer adds <copies> copies" is no step, so it is not run: did you mean "When"?',
        ),
        (
            "    This rule has",
            "    Scenarrio: The lost one\n    This rule has",
            '9: "Scenarrio: The lost one" is a description, so it is not run: did you mean "Scenario:"?',
        ),
        (
            "  Background:",
            "  Backgroud:",
            '5: "Backgroud:" is a description, so it is not run: did you mean "Background:"?',
        ),
        (
            "    This rule has",
            "    Scenario The lost one\n    This rule has",
            '9: "Scenario The lost one" is a description, so it is not run: '
            'did you forget the colon of "Scenario:"?',
        ),
        (
            "        | 1      |\n",
            "        | 1      |\n      Then the cart holds <copies> copies\n",
            '21: "Then the cart holds <copies> copies" stands below the Examples: steps stand above them',
        ),
    ],
)
def test_text_that_is_not_run_is_found(tmp_path: Path, before: str, after: str, sentence: str) -> None:
    text = GOOD.replace(before, after, 1)
    assert text != GOOD
    assert sentence in found(tmp_path, text)


def test_a_step_in_the_description_of_a_feature_is_found(tmp_path: Path) -> None:
    assert found(tmp_path, FEATURE) == [
        '3: "And it arrives soon, says the second line: quickly." is a description, so it is not run: '
        "steps stand below a Scenario or a Background"
    ]


def test_keywords_of_the_language_of_the_feature_are_meant(tmp_path: Path) -> None:
    text = "# language: de\nFunktion: F\n  Szenario: S\n    Gegebn sei ein Buch\n    Wen es regnet\n"
    assert found(tmp_path, text) == [
        '4: "Gegebn sei ein Buch" is no step, so it is not run: did you mean "Gegeben sei"?',
        '5: "Wen es regnet" is no step, so it is not run: did you mean "Wenn"?',
    ]
