"""The guilty arrow is the first line of the message of the failed step, or of the findings of the checks."""

from __future__ import annotations

from dataclasses import dataclass, field

from behave.model_type import Status

from environment.evidence.diagnosis.root_cause import RootCause, Suspect, cause_in_words
from environment.reporting.status_details import details_of_scenario
from environment.session.audit_status import (
    audit_message,
    failed_step_of,
    record_cause,
    record_findings,
    was_understood,
)
from steps.vocabulary.wrong_on_arrow import WrongOnArrow

CAUSE = RootCause("checkout -> orders", "it was lost", None, (Suspect("inside orders", "it has no row"),))
TOLD = "GUILTY ARROW: [checkout -> orders] it was lost\nor [inside orders] it has no row"


@dataclass
class Step:
    status: Status
    error_message: str | None = None
    exception: BaseException | None = None
    keyword: str = "Then"
    name: str = "the customer has one order"
    exc_traceback: None = None
    duration: float = 2.0
    step_type: str = "then"


@dataclass
class Scenario:
    all_steps: list[Step] = field(default_factory=list)
    error_message: str | None = None
    hook_failed: bool = False
    exception: BaseException | None = None
    skip_reason: str | None = None

    def store_exception_context(self, error: BaseException) -> None:
        pass


def test_it_is_above_the_message_of_the_step_that_failed() -> None:
    scenario = Scenario([Step(Status.passed), Step(Status.failed, "expected one order, found none")])
    record_cause(scenario, cause_in_words(CAUSE, None))
    assert scenario.all_steps[1].error_message == f"{TOLD}\nexpected one order, found none"
    assert audit_message(scenario) == TOLD


def test_it_is_above_the_findings_where_there_are_some() -> None:
    scenario = Scenario([Step(Status.failed, "expected one order")])
    record_findings(scenario, ["an order is lost"])
    record_cause(scenario, cause_in_words(CAUSE, None))
    assert audit_message(scenario) == f"{TOLD}\nAUDIT FAILED: an order is lost"
    assert scenario.all_steps[0].error_message == "expected one order"


def test_it_is_the_first_line_of_the_report_s_message() -> None:
    failed = Step(Status.failed, exception=AssertionError("expected one order, found none"))
    scenario = Scenario([failed])
    record_cause(scenario, cause_in_words(CAUSE, None))
    details = details_of_scenario(scenario)
    assert details
    assert details.message == f"{TOLD}\nexpected one order, found none"


def test_without_a_green_run_it_says_so() -> None:
    scenario = Scenario([Step(Status.failed, "expected one order")])
    record_cause(scenario, cause_in_words(CAUSE, "it is new; make baseline adds it"))
    compared = "(compared with no green run: it is new; make baseline adds it)"
    assert audit_message(scenario) == f"{TOLD}\n{compared}"


def test_a_red_scenario_without_a_symptom_says_so() -> None:
    scenario = Scenario([Step(Status.failed, "expected one order")])
    record_cause(scenario, cause_in_words(None, None))
    told = audit_message(scenario)
    assert told == "GUILTY ARROW: none is known, since no call failed or differs from a green run"


def test_a_reason_of_several_lines_is_one_line() -> None:
    cause = RootCause("a -> b", "it answered\n\n(nothing)", None)
    assert cause_in_words(cause, None) == "[a -> b] it answered (nothing)"


def test_a_green_scenario_has_no_message() -> None:
    assert audit_message(Scenario([Step(Status.passed)])) is None


def test_the_failed_step_carries_the_arrow_that_its_error_names() -> None:
    failed = Step(Status.failed, exception=WrongOnArrow("checkout -> orders", "another trace"))
    found = failed_step_of(Scenario([Step(Status.passed), failed]), 7.0, ())
    assert found
    assert (found.arrow, found.began, found.ended) == ("checkout -> orders", 7.0, 9.0)
    assert found.sentence == "Then the customer has one order"
    assert failed_step_of(Scenario([Step(Status.passed)]), 7.0, ()) is None


def test_a_step_that_only_looks_follows_all_acts_where_nothing_is_done_after_it() -> None:
    def red_then(*later: str) -> bool:
        steps = [Step(Status.failed), *(Step(Status.skipped, step_type=each) for each in later)]
        found = failed_step_of(Scenario(steps), 7.0, ())
        assert found
        return found.follows_all_acts

    assert red_then("then")
    assert not red_then("then", "when")


def test_a_step_that_is_no_sentence_has_its_cause_in_the_feature() -> None:
    assert not was_understood(Scenario([Step(Status.passed), Step(Status.undefined)]))
    after_a_failure = [Step(Status.failed), Step(Status.untested_undefined)]
    assert was_understood(Scenario(after_a_failure))
