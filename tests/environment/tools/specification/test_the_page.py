"""The page for planning: made from the feature files, with planned scenarios and missing kinds."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from environment.tools.specification.kinds import ExampleKind, kind_of
from environment.tools.specification.model import results
from environment.tools.specification.page import Edition, page
from environment.tools.specification.reading import integration_points, last_results, titles

FEATURE = """\
@cart_inventory
Feature: Gift cards
  A card <for> a friend.

  Rule: A gift card is spent like money

    @planned
    Scenario: The card pays for everything
      When the customer checks out
      Then the customer has one order of $9.50

    Scenario Outline: The card is refused
      When the customer checks out with <card>
      Then the customer is told "no"

      Examples:
        | card | why   |
        | one  | spent |
        | two  | old   |
"""


@pytest.fixture
def features(tmp_path: Path) -> Path:
    folder = tmp_path / "features" / "cart_and_inventory"
    folder.mkdir(parents=True)
    (folder / "gift_cards.feature").write_text(FEATURE, "utf-8")
    return tmp_path / "features"


def test_planned_scenarios_are_planned_and_not_failures(features: Path) -> None:
    points = integration_points(features, {})
    assert results(points) == {"planned": 1, "not run": 2}
    assert '<em class="planned">planned</em>' in page(points, Edition("today", ""))


def test_the_titles_of_rows_and_of_the_matrixs_cells_are_known() -> None:
    found = titles(Path("features"))
    assert "checkout -> payments with the fault answer lost, silence" in found


def test_a_hole_in_the_table_is_visible(features: Path) -> None:
    shown = page(integration_points(features, {}), Edition("today", ""))
    assert shown.count('class="hole">none') == 3  # fault, race and crash; success is planned
    assert '<td class="planned">planned</td>' in shown


def test_the_text_of_features_is_escaped(features: Path) -> None:
    assert "A card &lt;for&gt; a friend." in page(integration_points(features, {}), Edition("", ""))


def test_the_last_result_of_a_scenario_is_shown(tmp_path: Path) -> None:
    for place, (status, stop) in enumerate([("failed", 1), ("passed", 2)]):
        result = {"historyId": "h", "status": status, "stop": stop}
        (tmp_path / f"{place}-result.json").write_text(json.dumps(result), "utf-8")
    assert last_results(tmp_path) == {"h": "passed"}


@pytest.mark.parametrize(
    ("steps", "kind"),
    [
        (["When the customer checks out", "Then the customer has one order of $9.50"], ExampleKind.SUCCESS),
        (
            ["When the customer checks out", 'Then the customer is told that "Dune" is sold out'],
            ExampleKind.REFUSAL,
        ),
        (["Given the answer of the order service gets lost", "Then they are told so"], ExampleKind.FAULT),
        (["When both check out at the same moment", "Then one is told no"], ExampleKind.RACE),
        (["Given the mail server is down", "When both check out at the same moment"], ExampleKind.CRASH),
    ],
)
def test_the_words_of_the_steps_decide_the_kind(steps: list[str], kind: ExampleKind) -> None:
    assert kind_of(steps) is kind


def test_the_page_of_all_features_takes_about_a_second_of_work() -> None:
    began = time.process_time()
    page(integration_points(Path("features"), {}), Edition("", ""))
    assert time.process_time() - began < 2.5  # 0.6 to 1.2 s seen; a crowded machine makes work longer


def test_the_page_leads_to_the_sentences() -> None:
    assert '<a href="sentences.html">' in page((), Edition("today", ""))
