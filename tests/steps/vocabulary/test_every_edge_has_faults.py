"""Every edge has a scenario with a fault before the callee works, and one with a fault after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from behave.model import ScenarioOutline
from behave.parser import parse_feature

from environment.faults.fault_kind import Work
from environment.faults.registry import all_kinds
from environment.topology import topology
from steps.vocabulary.faults import (
    ANSWER_EFFECT_PATTERN,
    CALL_EFFECT_PATTERN,
    CALLS_PATTERN,
    effect_on_answers,
    effect_on_calls,
    parse_calls,
)

FOLDER = Path("features/resilience")
TO_CALLS = re.compile(f"({CALLS_PATTERN}) ({CALL_EFFECT_PATTERN})")
TO_ANSWERS = re.compile(f"the answer to ({CALLS_PATTERN}) ({ANSWER_EFFECT_PATTERN})")
CUT = re.compile(r"the connection of ([a-z]+) to postgres is cut when it stores its work")
COMMIT = re.compile(r"the commit of ([a-z]+) is done and not acknowledged")


def given_steps() -> Iterator[str]:
    for file in sorted(FOLDER.glob("*.feature")):
        feature = parse_feature(file.read_text("utf-8"), filename=str(file))
        for rule in feature.rules:
            for each in rule.scenarios:
                scenarios = each.scenarios if isinstance(each, ScenarioOutline) else [each]
                yield from (step.name for one in scenarios for step in one.steps if step.step_type == "given")


def faulted() -> set[tuple[str, bool]]:
    """Each edge that a scenario puts a fault on, with whether the work was done."""
    found: set[tuple[str, bool]] = set()
    for step in given_steps():
        if match := TO_ANSWERS.fullmatch(step):
            effect_on_answers(match[2])
            found.add((parse_calls(match[1]).edge, True))
        elif match := TO_CALLS.fullmatch(step):
            if all_kinds()[effect_on_calls(match[2]).kind].work is Work.NOT_DONE:
                found.add((parse_calls(match[1]).edge, False))
        elif match := CUT.fullmatch(step) or COMMIT.fullmatch(step):
            found.add((f"{match[1]} -> postgres", match.re is COMMIT))
    return found


def test_every_edge_has_a_fault_before_the_work() -> None:
    assert set(topology().arrows) - {edge for edge, done in faulted() if not done} == set()


def test_every_edge_has_a_fault_after_the_work() -> None:
    assert set(topology().arrows) - {edge for edge, done in faulted() if done} == set()
