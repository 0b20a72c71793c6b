"""Every edge and every operation between services has a fault before the work, and one after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from behave.model import ScenarioOutline
from behave.parser import parse_feature

from environment.faults.fault_kind import Work
from environment.faults.registry import all_kinds
from environment.topology import Protocol, topology
from steps.vocabulary.fault_spec import CallPattern
from steps.vocabulary.faults import (
    ANSWER_EFFECT_PATTERN,
    CALL_EFFECT_PATTERN,
    CALLS_PATTERN,
    ITS_WORK,
    effect_on_answers,
    effect_on_calls,
    parse_calls,
)
from tests.owed_entries import Place, hold_known, hold_none

FOLDER = Path("features/resilience")
CALLS = Path("features/resilience/lost_calls_of_a_checkout.feature")
COMMITS = Path("features/resilience/lost_commits.feature")
WITHOUT_FAULT = {
    ("payments -> gateway", "look at a refund"): "no service makes this call",
}
TO_CALLS = re.compile(f"({CALLS_PATTERN}) ({CALL_EFFECT_PATTERN})")
TO_ANSWERS = re.compile(f"the answer to ({CALLS_PATTERN}) ({ANSWER_EFFECT_PATTERN})")
CUT = re.compile(r"the connection from ([a-z]+) to postgres is cut before its commit")
COMMIT = re.compile(r"the commit of ([a-z]+) succeeds, but its acknowledgement is lost")


def given_steps() -> Iterator[str]:
    for file in sorted(FOLDER.glob("*.feature")):
        feature = parse_feature(file.read_text("utf-8"), filename=str(file))
        for rule in feature.rules:
            for each in rule.scenarios:
                scenarios = each.scenarios if isinstance(each, ScenarioOutline) else [each]
                yield from (step.name for one in scenarios for step in one.steps if step.step_type == "given")


def word_of(calls: CallPattern) -> str | None:
    """The word of the operation; None for calls of any operation."""
    wanted = (calls.method, calls.path, calls.matching)
    rows = topology().point(calls.edge).operations
    return next((row.word for row in rows if (row.method, row.path_pattern, row.matching) == wanted), None)


def faulted() -> set[tuple[str, str | None, bool]]:
    """Each edge and operation that a scenario puts a fault on, with whether the work was done."""
    found: set[tuple[str, str | None, bool]] = set()
    for step in given_steps():
        if match := TO_ANSWERS.fullmatch(step):
            effect_on_answers(match[2])
            calls = parse_calls(match[1])
            found.add((calls.edge, word_of(calls), True))
        elif match := TO_CALLS.fullmatch(step):
            calls = parse_calls(match[1])
            if all_kinds()[effect_on_calls(match[2]).kind].work is Work.NOT_DONE:
                found.add((calls.edge, word_of(calls), False))
        elif match := CUT.fullmatch(step) or COMMIT.fullmatch(step):
            found.add((f"{match[1]} -> postgres", ITS_WORK, match.re is COMMIT))
    return found


def owed_fault(arrow: str, word: str, done: bool) -> str:
    """What is missing, a feature that has such steps, and the step."""
    point, calls = topology().point(arrow), f"the {word} from {arrow.replace('->', 'to')}"
    step, where = (
        f"the answer to {calls} is lost" if done else f"{calls} is reset",
        Place(f"{CALLS}", "> is lost" if done else "> is reset"),
    )
    if point.protocol is Protocol.POSTGRES:
        after = f"the commit of {point.caller} succeeds, but its acknowledgement is lost"
        before = f"the connection from {point.caller} to postgres is cut before its commit"
        step, where = (
            after if done else before,
            Place(f"{COMMITS}", "> succeeds" if done else "is cut before"),
        )
    when = "after" if done else "before"
    return (
        f"{where}: {arrow}: {word} has no fault {when} the work: add a row to such an outline, "
        f"or write a scenario in {FOLDER}/ with this step: Given {step}"
    )


@pytest.mark.owed
@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
def test_every_edge_has_a_fault_before_and_after_the_work(done: bool) -> None:
    edges = {edge for edge, _, work_done in faulted() if work_done is done}
    missing = [point for point in topology().points.values() if point.arrow not in edges]
    hold_none(owed_fault(point.arrow, point.operations[0].word, done) for point in missing)


@pytest.mark.owed
@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
def test_every_operation_between_services_has_a_fault_before_and_after_the_work(done: bool) -> None:
    """People's requests are left out: a browser without an answer retries them all in the same way."""
    called = {
        (point.arrow, operation.word)
        for point in topology().points.values()
        for operation in point.operations
        if operation.method and not topology().is_person(point.caller)
    }
    found = {(edge, word) for edge, word, work_done in faulted() if work_done is done}
    hold_none(owed_fault(*each, done) for each in sorted(called - found - WITHOUT_FAULT.keys()))
    place = Place("tests/steps/vocabulary/test_every_operation_has_faults.py", "WITHOUT_FAULT = ")
    hold_known(WITHOUT_FAULT.keys() - (called - found), place)
