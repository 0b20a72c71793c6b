"""The specification page: rules, examples, results and gaps are visible, steps after a click or a search."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from environment.reporting.last_results import LastResult
from environment.tools.escapes.reading import Escape
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
    Scenario Outline: The <why> card is refused
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


RESULT = LastResult("failed", "2026-05-02 12:00:00", "5d6e7f8", "here", "text of then")


class OneResult(dict[str, LastResult]):
    """The same result for every scenario."""

    def get(self, key: str, default: object = None) -> LastResult:
        return RESULT


def html(folder: Path, results: dict[str, LastResult]) -> str:
    points = integration_points(folder / "features", results)
    return page(points, Edition("today", "1a2b3c4", "report.html", {"here"}))


@pytest.fixture
def written(tmp_path: Path) -> Path:
    folder = tmp_path / "features" / "cart_and_pricing"
    folder.mkdir(parents=True)
    (folder / "gift_cards.feature").write_text(FEATURE, "utf-8")
    return tmp_path


@pytest.fixture
def specification(written: Path) -> str:
    return html(written, {})


@pytest.fixture(scope="module")
def everything() -> str:
    return page(integration_points(Path("features"), {}), Edition("today"))


@WIDTHS
def test_rules_and_scenarios_are_visible_with_their_results(
    open_page: Open, specification: str, width: int
) -> None:
    shown = open_page(specification, width)
    assert shown.visible("h2, h3, h4") == [
        "Cart and pricing",
        "Gift cards",
        "A gift card is spent like money",
    ]
    assert shown.visible("summary .title") == [
        "The card pays for everything",
        "The spent card is refused and 1 more",
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
    assert shown.visible(".totals li") == ["2 scenarios", "1 rule", "2 not run"]
    assert shown.visible(".tiers li") == ["1 @planned scenarios"]
    assert shown.visible(".matrix td") == ["planned", "2", "none", "none", "none", "1"]


@WIDTHS
def test_a_click_on_a_scenario_shows_its_steps_and_examples(
    open_page: Open, specification: str, width: int
) -> None:
    shown = open_page(specification, width)
    assert shown.visible(".steps li, .examples td") == []
    shown.click(f"{REFUSED} summary")
    assert shown.visible(f"{REFUSED} .steps > li")[1:] == [
        "When the customer checks out with card",
        'Then the customer is told "no"',
    ]
    assert shown.visible(f"{REFUSED} .steps td") == ["title", "copies", "Dune", "4"]
    assert shown.visible(".examples td") == ["one", "spent", "not run", "two", "old", "not run"]
    assert shown.visible(f"{PLANNED} .steps li") == []


def test_the_contents_lead_to_a_feature(open_page: Open, specification: str) -> None:
    shown = open_page(specification)
    assert shown.visible("nav a") == ["Cart and pricing", "Gift cards"]
    shown.click("nav li li a")
    assert shown.page.url.endswith("gift_cards.feature")


@WIDTHS
def test_what_can_be_opened_looks_so(open_page: Open, specification: str, width: int) -> None:
    shown = open_page(specification, width)
    marker = "getComputedStyle(document.querySelector('summary'), '::before').content"
    assert shown.page.evaluate(marker) == '"▸"'
    shown.click(f"{PLANNED} summary")
    assert shown.page.evaluate(marker) == '"▾"'


@WIDTHS
def test_the_last_result_has_its_day_and_leads_to_the_report(
    open_page: Open, written: Path, width: int
) -> None:
    (written / "report.html").write_text("<h1>The report</h1>", "utf-8")
    (written / "specification.html").write_text(html(written, OneResult()), "utf-8")
    shown = open_page(written / "specification.html", width)
    assert shown.visible("summary .result") == ["planned", "failed, older2026-05-02"]
    assert shown.visible(".totals li")[2:] == ["2 failed", "2 with a result older than the text"]
    shown.click("summary a.result")
    assert shown.visible("h1") == ["The report"]
    assert shown.page.url.endswith("report.html#here")


@WIDTHS
def test_a_search_leaves_what_has_all_its_words(open_page: Open, specification: str, width: int) -> None:
    shown = open_page(specification, width)
    shown.type_into("#search", "SPENT not run")
    assert shown.visible("summary .title") == ["The spent card is refused and 1 more"]
    assert shown.visible("#found") == ["1 title"]
    shown.type_into("#search", "gift everything")
    assert shown.visible("summary .title") == ["The card pays for everything"]
    shown.type_into("#search", "no such word")
    assert shown.visible("summary .title, h2, h3, h4, nav li li") == []
    shown.type_into("#search", "")
    assert len(shown.visible("summary .title")) == 2
    assert shown.errors == []


def test_on_paper_there_are_rules_and_titles_alone(open_page: Open, specification: str) -> None:
    shown = open_page(specification)
    shown.as_printed()
    assert shown.visible("h3, h4, summary, article p, article li, article td, .result, .kind") == [
        "Gift cards",
        "A gift card is spent like money",
        "The card pays for everything",
        "The spent card is refused",
    ]


def test_eight_features_and_more_are_printed_on_a_page(open_page: Open, everything: str) -> None:
    features = len([*Path("features").rglob("*.feature")])
    assert 5 < open_page(everything).printed() < features / 8


def test_resilience_stands_apart_behind_the_integration_points(open_page: Open, everything: str) -> None:
    shown = open_page(everything)
    assert shown.texts("h2")[-1] == "Resilience"
    assert shown.texts(".matrix .apart th") == ["Resilience"]
    assert shown.texts("nav .apart > a") == ["Resilience"]


@WIDTHS
def test_of_all_features_nothing_is_hidden_and_nothing_scrolls_sideways(
    open_page: Open, everything: str, width: int
) -> None:
    shown = open_page(everything, width)
    shown.open_details()
    assert shown.overflow() == 0
    kept_for_wide_windows = set() if width == WIDE else set(shown.texts("nav *"))
    assert set(shown.hidden_texts()) <= kept_for_wide_windows


@WIDTHS
def test_what_escaped_is_visible_at_its_folder(open_page: Open, tmp_path: Path, width: int) -> None:
    folder = tmp_path / "features" / "cart_and_inventory"
    folder.mkdir(parents=True)
    (folder / "gift_cards.feature").write_text(FEATURE, "utf-8")
    escape = Escape(date=date(2026, 11, 2), what="The last copy was sold twice", arrow="cart -> inventory")
    shown = open_page(
        page(integration_points(tmp_path / "features", {}), Edition("today", ""), [escape]), width
    )
    assert shown.visible("#cart_and_inventory > .escaped li") == [
        "The last copy was sold twice 2026-11-02, cart -> inventory"
    ]
    assert shown.overflow() == 0
