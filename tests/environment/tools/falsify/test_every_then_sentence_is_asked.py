"""Every Then sentence has a scenario in which it is asked again; the lists of exceptions name real ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from behave.parser import parse_file
from behave.runner_util import load_step_modules

from environment.hooks import words
from environment.tools.falsify.asking import falsified_steps
from environment.tools.falsify.sentences import parameters_of, then_sentences, then_steps, values_elsewhere
from environment.tools.falsify.true_sentences import NOT_ASKED, TRUE_SENTENCES

assert words  # the import registers the parameter types of the sentences
_OTHER_TIERS = {"planned", "matrix", "crash"}


@pytest.fixture(scope="module")
def scenarios() -> list[Any]:
    load_step_modules(["steps"])
    return list(_scenarios())


def _scenarios() -> Iterator[Any]:
    for path in sorted(Path("features").rglob("*.feature")):
        feature = parse_file(str(path))
        if feature is not None:
            yield from (
                each for each in feature.walk_scenarios() if not _OTHER_TIERS & set(each.effective_tags)
            )


def test_every_then_sentence_is_used_in_a_scenario_that_can_be_selected(scenarios: list[Any]) -> None:
    used = {step.sentence for scenario in scenarios for step in then_steps(scenario)}
    assert set(then_sentences()) - used <= set(NOT_ASKED) <= set(then_sentences())


def test_every_parameter_of_a_then_sentence_has_a_falsified_value(scenarios: list[Any]) -> None:
    elsewhere = values_elsewhere(scenarios)
    steps = {used.step.name: used for scenario in scenarios for used in then_steps(scenario)}
    without = [
        (text, argument.name)
        for text, used in steps.items()
        for argument in used.match.arguments
        if used.sentence not in NOT_ASKED
        and not list(falsified_steps(used, argument, elsewhere, (argument.value,)))
    ]
    assert without == []


def test_each_exception_names_a_sentence_and_one_of_its_parameters(scenarios: list[Any]) -> None:
    steps = {used.step.name: used.sentence for scenario in scenarios for used in then_steps(scenario)}
    known = {(sentence, name) for sentence in then_sentences() for name in parameters_of(sentence)}
    assert {(steps.get(said, said), name) for said, name, _ in TRUE_SENTENCES} <= known
    assert set(NOT_ASKED) <= set(then_sentences())
