"""The contract: the report's numbers and statuses are behave's own.

It runs every way of failing that behave 1.3.3 knows: an upgrade that changes one of them ends here.
"""

from __future__ import annotations

import json
from collections import Counter
from xml.etree import ElementTree

import pytest

from tests.environment.reporting.demo_run import DemoRun

PLANNED = "features/cart_and_inventory/copies_in_a_cart.feature:56"

MEANING = {
    "passed": "passed",
    "failed": "failed",
    "error": "broken",
    "hook_error": "broken",
    "cleanup_error": "broken",
    "skipped": "skipped",
    # Each scenario of the demo that never began has a hook to blame for it.
    "untested": "broken",
}


def test_the_totals_are_those_of_behaves_summary(whole: DemoRun) -> None:
    ours, behaves = Counter(each["status"] for each in whole.results), Counter[str]()
    for status, number in whole.behave_counts().items():
        behaves[MEANING[status]] += number
    behaves["skipped"] -= 1  # the planned scenario was not selected, and what is not selected is not reported
    assert ours == +behaves
    assert sum(ours.values()) == 33


def test_junit_counts_the_same(whole: DemoRun) -> None:
    suites = [ElementTree.parse(path).getroot() for path in whole.folder.glob("reports/junit/*.xml")]
    cases = [case for suite in suites for case in suite.iter("testcase")]
    statuses = Counter(MEANING[case.attrib["status"]] for case in cases)
    ours = Counter(each["status"] for each in whole.results)
    assert statuses == ours - Counter(skipped=1)  # JUnit leaves skipped scenarios out, as the console does


def test_every_scenario_has_the_status_that_behave_gave_it(whole: DemoRun) -> None:
    behaves = json.loads((whole.folder / "reports" / "behave.json").read_text("utf-8"))
    selected = {place: MEANING[status] for place, status in behaves.items() if place != PLANNED}
    assert {each["fullName"]: each["status"] for each in whole.results} == selected


def test_steps_have_behaves_statuses(whole: DemoRun) -> None:
    steps = [
        (step["name"], step["status"])
        for step in whole.result("The cart is shown on another device")["steps"]
    ]
    assert steps == [
        ("When the customer signs in elsewhere", "broken"),
        ("Then the cart holds 2 copies", "skipped"),
    ]


def test_a_run_that_failed_says_so_with_its_exit_code(whole: DemoRun) -> None:
    assert whole.exit_code == 1


@pytest.mark.parametrize(
    ("scenario", "status", "message"),
    [
        (
            "before_scenario fails",
            "broken",
            "HOOK-ERROR in before_scenario: ValueError: before_scenario stumbled",
        ),
        (
            "after_scenario fails",
            "broken",
            "HOOK-ERROR in after_scenario: ValueError: after_scenario stumbled",
        ),
        ("before_step fails", "broken", "ValueError: before_step stumbled"),
        ("The clean-up fails", "broken", "CLEANUP-ERROR in _stumble: OSError: the folder is still in use"),
        ("Never begun", "broken", "HOOK-ERROR in before_rule: ValueError: before_rule stumbled"),
        ("Inventory is unreachable", "broken", "ConnectionError: cart -> inventory: connection refused"),
        (
            "The cart is shown on another device",
            "broken",
            'no sentence is "When the customer signs in elsewhere"; `make sentences` lists all there are',
        ),
        ("The mail is not written yet", "broken", "StepNotImplementedError: STEP: the mail is sent"),
        ("A bare assertion speaks for itself", "failed", "this does not hold: assert total == 3"),
        ("The ledger is looked at", "skipped", "the attached stack gives no database access"),
    ],
)
def test_each_way_of_failing_has_its_status_and_its_sentence(
    whole: DemoRun, scenario: str, status: str, message: str
) -> None:
    result = whole.result(scenario)
    assert (result["status"], result["statusDetails"]["message"]) == (status, message)


def test_hooks_that_fail_after_the_scenarios_are_errors_of_the_run(whole: DemoRun) -> None:
    assert sorted(whole.run_errors) == [
        "CLEANUP-ERROR in _stumble: OSError: the folder is still in use",
        "HOOK-ERROR in after_feature: ValueError: after_feature stumbled",
        "HOOK-ERROR in after_rule: ValueError: after_rule stumbled",
    ]
