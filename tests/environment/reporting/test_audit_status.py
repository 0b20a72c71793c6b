"""A scenario with a breach of the audit has failed, in Allure, in JUnit and on the console."""

from __future__ import annotations

from xml.etree import ElementTree

from tests.environment.reporting.demo_run import DemoRun

BREACH = "the customer was charged $19.00 and has no order"


def _junit_case(run: DemoRun, name: str) -> ElementTree.Element:
    suites = [ElementTree.parse(path).getroot() for path in run.folder.glob("reports/junit/*.xml")]
    (case,) = [case for suite in suites for case in suite.iter("testcase") if case.attrib["name"] == name]
    return case


def test_a_scenario_with_passed_steps_fails_with_the_audits_sentence(whole: DemoRun) -> None:
    name = "The order service fails after the card was charged"
    result, case = whole.result(name), _junit_case(whole, name)
    assert (result["status"], result["statusDetails"]["message"]) == ("failed", BREACH)
    failure = case.find("failure")
    assert failure is not None
    assert failure.attrib["message"] == f"AUDIT FAILED: {BREACH}"
    assert "".join(failure.itertext()).strip() == f"AUDIT FAILED: {BREACH}"
    assert f"AUDIT FAILED: {BREACH}" in whole.console


def test_the_audits_sentence_follows_that_of_a_failed_step(whole: DemoRun) -> None:
    name = "A step fails and the audit finds something too"
    result, case = whole.result(name), _junit_case(whole, name)
    first, second = result["statusDetails"]["message"].splitlines()
    assert result["status"] == "failed"
    assert (first[:23], second) == ("expected 3 copies in th", f"AUDIT FAILED: {BREACH}")
    assert BREACH in "".join(case.itertext())


def test_a_scenario_with_a_broken_step_stays_broken(whole: DemoRun) -> None:
    result = whole.result("A step breaks and the audit finds something too")
    assert result["status"] == "broken"
    assert result["statusDetails"]["message"].endswith(BREACH)


def test_a_scenario_with_a_failed_hook_stays_broken(whole: DemoRun) -> None:
    result = whole.result("before_scenario fails and the audit finds something")
    assert result["status"] == "broken"
    assert BREACH in result["statusDetails"]["message"]


def test_any_other_error_after_the_scenario_is_a_broken_hook(whole: DemoRun) -> None:
    case = _junit_case(whole, "after_scenario fails")
    assert case.attrib["status"] == "hook_error"
    assert "Traceback:" in "".join(case.itertext())
    assert whole.result("after_scenario fails")["status"] == "broken"
