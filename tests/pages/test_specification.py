"""The specification page: rules, examples, planned scenarios and gaps are visible, steps after a click."""

from __future__ import annotations

from pathlib import Path

import pytest

from environment.tools.specification.page import Edition, page
from environment.tools.specification.reading import integration_points
from tests.pages.conftest import Open
from tests.pages.opened_page import NARROW, WIDE

FEATURE = """\
@cart_inventory
Feature: Gift cards
  A card <for> a friend.

  Rule: A gift card is spent like money

    @planned
    Scenario: The card pays for everything
      When the customer checks out
      Then the customer has one order of $9.50

    @smoke @critical
    Scenario Outline: The card is refused
      Given the warehouse has
        | title | copies |
        | Dune  | 4      |
      When the customer checks out with <card>
      Then the customer is told "no"

      Examples:
        | card | why   |
        | one  | spent |
        | two  | old   |
"""
WIDTHS = pytest.mark.parametrize("width", [WIDE, NARROW])
PLANNED, REFUSED = "details:nth-of-type(1)", "details:nth-of-type(2)"


@pytest.fixture
def specification(tmp_path: Path) -> str:
    folder = tmp_path / "features" / "cart_and_inventory"
    folder.mkdir(parents=True)
    (folder / "gift_cards.feature").write_text(FEATURE, "utf-8")
    points = integration_points(tmp_path / "features", {})
    return page(points, Edition("today", ", commit 1a2b3c4"))


@WIDTHS
def test_rules_and_scenarios_are_visible_with_their_results(
    open_page: Open, specification: str, width: int
) -> None:
    shown = open_page(specification, width)
    assert shown.visible("h2, h3, h4") == [
        "Cart and inventory",
        "Gift cards",
        "A gift card is spent like money",
    ]
    assert shown.visible("summary > span:first-of-type") == [
        "The card pays for everything",
        "The card is refused",
    ]
    assert shown.visible("summary em") == ["planned", "not run"]
    assert shown.visible(".narrative") == ["A card <for> a friend."]
    assert shown.errors == []
    assert shown.hosts() == []


@WIDTHS
def test_the_table_shows_counts_planned_kinds_and_gaps(
    open_page: Open, specification: str, width: int
) -> None:
    shown = open_page(specification, width)
    assert shown.visible(".totals li") == ["3 scenarios", "1 rule", "2 not run", "1 planned"]
    assert shown.visible(".matrix td") == ["planned", "2", "none", "none", "none", "1"]


@WIDTHS
def test_a_click_on_a_scenario_shows_its_steps_and_examples(
    open_page: Open, specification: str, width: int
) -> None:
    shown = open_page(specification, width)
    assert shown.visible(".steps li, .examples td") == []
    shown.click(f"{REFUSED} summary")
    assert shown.visible(f"{REFUSED} .steps > li")[1:] == [
        "When the customer checks out with <card>",
        'Then the customer is told "no"',
    ]
    assert shown.visible(f"{REFUSED} .steps td") == ["title", "copies", "Dune", "4"]
    assert shown.visible(".examples td") == ["one", "spent", "not run", "two", "old", "not run"]
    assert shown.visible(f"{PLANNED} .steps li") == []


def test_the_contents_lead_to_a_feature(open_page: Open, specification: str) -> None:
    shown = open_page(specification)
    assert shown.visible("nav a") == ["Cart and inventory", "Gift cards"]
    shown.click("nav li li a")
    assert shown.page.url.endswith("gift_cards.feature")


@WIDTHS
def test_of_all_features_nothing_is_hidden_and_nothing_scrolls_sideways(open_page: Open, width: int) -> None:
    shown = open_page(page(integration_points(Path("features"), {}), Edition("today", "")), width)
    shown.open_details()
    assert shown.overflow() == 0
    kept_for_wide_windows = set() if width == WIDE else set(shown.texts("nav *"))
    assert set(shown.hidden_texts()) <= kept_for_wide_windows
