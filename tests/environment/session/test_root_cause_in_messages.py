"""The guilty arrow follows the message of the failed step, or the findings of the checks."""

from __future__ import annotations

from dataclasses import dataclass, field

from behave.model_type import Status

from environment.evidence.diagnosis.root_cause import RootCause, Suspect
from environment.session.audit_status import audit_message, failed_step_of, record_cause, record_findings
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


@dataclass
class Scenario:
    all_steps: list[Step] = field(default_factory=list)
    error_message: str | None = None
    hook_failed: bool = False

    def store_exception_context(self, error: BaseException) -> None:
        pass


def test_it_follows_the_message_of_the_step_that_failed() -> None:
    scenario = Scenario([Step(Status.passed), Step(Status.failed, "expected one order, found none")])
    record_cause(scenario, CAUSE)
    assert scenario.all_steps[1].error_message == f"expected one order, found none\n{TOLD}"
    assert audit_message(scenario) == TOLD


def test_it_follows_the_findings_where_there_are_some() -> None:
    scenario = Scenario([Step(Status.failed, "expected one order")])
    record_findings(scenario, ["an order is lost"])
    record_cause(scenario, CAUSE)
    assert audit_message(scenario) == f"AUDIT FAILED: an order is lost\n{TOLD}"
    assert scenario.all_steps[0].error_message == "expected one order"


def test_a_green_scenario_has_no_message() -> None:
    scenario = Scenario([Step(Status.passed)])
    record_cause(scenario, None)
    assert audit_message(scenario) is None


def test_the_failed_step_carries_the_arrow_that_its_error_names() -> None:
    failed = Step(Status.failed, exception=WrongOnArrow("checkout -> orders", "another trace"))
    found = failed_step_of(Scenario([Step(Status.passed), failed]), 7.0, ())
    assert found
    assert (found.arrow, found.began) == ("checkout -> orders", 7.0)
    assert found.sentence == "Then the customer has one order"
    assert failed_step_of(Scenario([Step(Status.passed)]), 7.0, ()) is None
