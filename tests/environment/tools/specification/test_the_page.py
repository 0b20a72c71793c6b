"""The page for planning: each scenario with its kind and its last result, whichever run that was of."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from behave.step_registry import registry

from environment.reporting.last_results import LastResult
from environment.reporting.shown_results import shown_results, with_list_of_shown
from environment.reporting.tiers import DEFAULT_RUN
from environment.session.population import population
from environment.tools.escapes.reading import Escape
from environment.tools.specification.blocks import worst_of
from environment.tools.specification.kinds import ACTS, ExampleKind
from environment.tools.specification.model import Example, FeatureFolder, by_tier, results
from environment.tools.specification.names_reached import names_reached
from environment.tools.specification.page import Edition, page
from environment.tools.specification.reading import integration_points

FEATURE = """\
@cart_inventory
Feature: Gift cards
  A card <for> a friend.

  Rule: A gift card is spent like money

    @planned
    Scenario: The card pays for everything
      When the customer checks out
      Then the customer has one order of $9.50

    Scenario Outline: The <card> card is refused
      When the customer checks out with <card> and <more>
      Then the customer is told "no"

      Examples:
        | card | why   |
        | one  | spent |
        | two  | old   |
"""
TODAY = Edition("today", "1a2b3c4", "report.html", {"here"})
PASSED = LastResult("passed", "2026-05-02 12:00:00", "5d6e7f8", "here", "text")


@pytest.fixture
def features(tmp_path: Path) -> Path:
    folder = tmp_path / "features" / "cart_and_pricing"
    folder.mkdir(parents=True)
    (folder / "gift_cards.feature").write_text(FEATURE, "utf-8")
    return tmp_path / "features"


class EveryResult(dict[str, LastResult]):
    """The same last result for whatever is asked for."""

    def __init__(self, result: LastResult) -> None:
        super().__init__()
        self.result = result

    def get(self, key: str, default: object = None) -> LastResult:
        return self.result


def examples(points: tuple[FeatureFolder, ...]) -> list[Example]:
    return [example for point in points for example in point.examples]


def test_planned_scenarios_are_planned_and_no_part_of_the_default_run(features: Path) -> None:
    tiers = by_tier(integration_points(features, {}))
    assert results(tiers["planned"]) == {"planned": 1}
    assert results(tiers[DEFAULT_RUN]) == {"not run": 2}


def test_gaps_are_shown_where_the_topology_has_something_that_could_fail(features: Path) -> None:
    shown = page(integration_points(features, {}), TODAY)
    assert shown.count('class="hole">none') == 3  # fault, race and crash; success is planned
    assert '<td class="planned">planned</td>' in shown


def test_features_that_are_about_no_integration_point_have_no_gaps(features: Path) -> None:
    (features / "cart_and_pricing").rename(features / "journeys")
    shown = page(integration_points(features, {}), TODAY)
    assert 'class="hole"' not in shown
    assert shown.count('class="cannot"') == 3


def test_a_call_that_changes_nothing_needs_no_crash_and_no_race(features: Path) -> None:
    (features / "cart_and_pricing").rename(features / "cart_and_inventory")
    (point,) = integration_points(features, {})
    assert point.possible == {ExampleKind.SUCCESS, ExampleKind.REFUSAL, ExampleKind.FAULT}


def test_what_escaped_is_a_hole_of_the_folder_of_its_arrow(features: Path) -> None:
    point = integration_points(features, {})
    escape = Escape(date=date(2026, 11, 2), what="Sold <twice>", arrow="cart -> inventory")
    shown = page(point, Edition("", ""), [escape, escape.model_copy(update={"arrow": "cart -> pricing"})])
    assert shown.count("Sold &lt;twice&gt;</b> 2026-11-02, cart -&gt; pricing</li>") == 1
    assert "Escaped" not in page(point, Edition("", ""))


def test_the_text_of_features_is_escaped(features: Path) -> None:
    assert "A card &lt;for&gt; a friend." in page(integration_points(features, {}), TODAY)


def test_no_title_has_a_hole_and_a_sentence_names_the_columns(features: Path) -> None:
    shown = page(integration_points(features, {}), TODAY)
    assert 'The one card is refused <small class="more">and 1 more</small>' in shown
    assert "the customer checks out with <var>card</var> and &lt;more&gt;" in shown


def test_the_last_result_leads_to_the_report_that_has_it(features: Path) -> None:
    shown = page(integration_points(features, EveryResult(PASSED)), TODAY)
    link = '<a class="result" href="report.html#here" title="2026-05-02 12:00:00 UTC, commit 5d6e7f8; '
    assert shown.count(link) == 3  # the outline and its two rows
    assert "<time>2026-05-02</time>" in shown
    elsewhere = page(integration_points(features, EveryResult(replace(PASSED, page="there"))), TODAY)
    assert "report.html#" not in elsewhere
    assert "<time>2026-05-02</time>" in elsewhere


def test_a_result_is_older_until_the_scenario_runs_with_its_new_text(features: Path) -> None:
    assert all(each.older for each in examples(integration_points(features, EveryResult(PASSED))))
    assert not any(each.older for each in examples(integration_points(features, {})))
    shown = page(integration_points(features, EveryResult(PASSED)), TODAY)
    assert '<em class="passed older">passed, older</em>' in shown
    assert "<b>2</b> with a result older than the text" in shown


def test_of_many_rows_the_most_urgent_result_is_shown() -> None:
    made = [
        Example("row", ExampleKind.SUCCESS, replace(PASSED, status=status), older)
        for status, older in (("passed", False), ("passed", True), ("broken", False), ("failed", False))
    ]
    assert worst_of(made) is made[3]
    assert worst_of(made[:2]) is made[1]
    assert worst_of([]) is None


def test_of_a_long_table_only_red_rows_are_listed(features: Path) -> None:
    file = features / "cart_and_pricing/gift_cards.feature"
    file.write_text(FEATURE + "".join(f"        | c{each} | x |\n" for each in range(40)), "utf-8")
    shown = page(integration_points(features, {}), TODAY)
    assert '<p class="rows">42 rows: 42 not run. Those that are red are listed.</p>' in shown
    assert "<td>c7</td>" not in shown
    failed = EveryResult(replace(PASSED, status="failed"))
    assert "<td>c7</td>" in page(integration_points(features, failed), TODAY)


def test_the_report_knows_which_results_it_shows(tmp_path: Path) -> None:
    (tmp_path / "1-result.json").write_text('{"uuid": "one"}', "utf-8")
    report = tmp_path / "report.html"
    assert shown_results(report) == frozenset()
    report.write_text("<html><head></head></html>", "utf-8")
    assert shown_results(report) == frozenset()
    report.write_text(with_list_of_shown(report.read_text("utf-8"), tmp_path), "utf-8")
    assert shown_results(report) == {"f97c5d29941bfb1b2fdab0874906ab82"}  # md5 of "one"


@pytest.fixture(scope="module")
def everything() -> tuple[FeatureFolder, ...]:
    return integration_points(Path("features"), {})


def test_plan_and_gate_count_the_same_scenarios(everything: tuple[FeatureFolder, ...]) -> None:
    counted = {tier: len(each) for tier, each in by_tier(everything).items()}
    assert counted == population(Path("features")).tiers
    inside = sum(point.count(kind) for point in everything for kind in ExampleKind)
    assert inside == counted[DEFAULT_RUN]


def test_no_title_of_any_feature_has_a_hole(everything: tuple[FeatureFolder, ...]) -> None:
    titles = [
        scenario.title
        for point in everything
        for feature in point.features
        for rule in feature.rules
        for scenario in rule.scenarios
    ]
    assert [each for each in titles if "<" in each] == []


@pytest.mark.parametrize(
    ("feature", "kind"),
    [
        ("journeys/buying_two_titles", ExampleKind.SUCCESS),
        ("checkout_and_payment_gateway/declined_cards", ExampleKind.REFUSAL),
        ("access/refusing_oversized_requests", ExampleKind.REFUSAL),
        ("cart_and_inventory/unreachable_inventory", ExampleKind.CRASH),
        ("resilience/lost_calls_of_a_checkout", ExampleKind.FAULT),
        ("resilience/matrix", ExampleKind.FAULT),
        ("resilience/pairs_of_operations", ExampleKind.RACE),
        ("resilience/killed_in_a_refund", ExampleKind.CRASH),
        ("resilience/suspended_instances", ExampleKind.CRASH),
    ],
)
def test_what_the_steps_do_decides_the_kind(
    everything: tuple[FeatureFolder, ...], feature: str, kind: ExampleKind
) -> None:
    found = next(
        each for point in everything for each in point.features if each.path == f"features/{feature}.feature"
    )
    assert kind in {example.kind for example in found.examples}


def test_each_name_by_which_a_kind_is_told_is_reached_by_a_step(
    everything: tuple[FeatureFolder, ...],
) -> None:
    functions = [definition.func for kind in registry.steps.values() for definition in kind]
    names = {function.__name__ for function in functions}.union(*map(names_reached, functions))
    assert everything
    assert names >= ACTS, f"no step reaches {', '.join(sorted(ACTS - names))}: was it renamed?"


def test_the_page_takes_a_few_seconds_of_work(everything: tuple[FeatureFolder, ...]) -> None:
    began = time.process_time()
    page(integration_points(Path("features"), {}), TODAY)
    assert time.process_time() - began < 10  # 3 s seen; a crowded machine makes work longer


def test_the_page_leads_to_the_sentences() -> None:
    assert '<a href="sentences.html">' in page((), TODAY)
