"""The page of sentences: all are visible, and the search leaves those that have the words."""

from __future__ import annotations

import pytest
from behave.matchers import ParseMatcher
from behave.model import Feature
from behave.parser import parse_feature
from behave.step_registry import StepRegistry

from environment.sentences.loading import step_registry
from environment.tools.sentences.listing import listed
from environment.tools.sentences.page import page
from tests.pages.conftest import Open
from tests.pages.opened_page import NARROW, WIDE

WIDTHS = pytest.mark.parametrize("width", [WIDE, NARROW])
FEATURE = """\
Feature: Living <abroad>
  Rule: A customer lives somewhere
    Scenario: In Japan
      Given the customer lives in Japan
      When the customer checks out
      Then the customer has one order of ¥500
"""


@pytest.fixture
def sentences() -> str:
    every = step_registry()
    wanted = (
        "{who:Who} lives in {country:Country}",
        "{who:Who} checks out",
        "{who:Who} has one order of {total:Money}",
    )
    small = StepRegistry()
    small.steps = {
        kind: [each for each in found if each.pattern in wanted] for kind, found in every.steps.items()
    }
    feature: Feature = parse_feature(FEATURE, filename="features/journeys/living.feature")
    assert all(isinstance(each, ParseMatcher) for found in small.steps.values() for each in found)
    return page(listed(small, [feature]))


@WIDTHS
def test_sentences_are_visible_with_values_and_uses(open_page: Open, sentences: str, width: int) -> None:
    shown = open_page(sentences, width)
    assert shown.visible("h2") == ["Checkout", "Order", "Price"]
    assert shown.visible(".sentence") == [
        "When who checks out",
        "Then who has one order of total",
        "Given who lives in country",
    ]
    assert "the customer lives in Japan features/journeys/living.feature:4" in shown.visible(".use")
    assert "Hong Kong" in shown.visible("dd code")
    assert shown.errors == []
    assert shown.hosts() == []


@WIDTHS
def test_the_search_leaves_what_has_the_words(open_page: Open, sentences: str, width: int) -> None:
    shown = open_page(sentences, width)
    shown.page.locator("input").fill("kuwait live")
    assert shown.visible(".sentence") == ["Given who lives in country"]
    assert shown.visible("h2") == ["Price"]
    assert shown.visible(".found") == ["1 of 3"]
    shown.page.locator("input").fill("nothing like it")
    assert shown.visible(".sentence") == []
    assert shown.visible(".found") == ["0 of 3"]
    shown.page.locator("input").fill("")
    assert len(shown.visible(".sentence")) == 3


@WIDTHS
def test_of_all_sentences_nothing_is_hidden_and_nothing_scrolls_sideways(open_page: Open, width: int) -> None:
    shown = open_page(page(listed(step_registry(), [])), width)
    assert shown.overflow() == 0
    kept_for_wide_windows = set() if width == WIDE else set(shown.texts("nav *"))
    assert set(shown.hidden_texts()) <= kept_for_wide_windows
