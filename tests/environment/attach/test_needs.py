"""A scenario is skipped for what its steps declare and the target does not support, before it begins."""

from __future__ import annotations

import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from environment.attach.needs import needed_by, unsupported_needs, why_skipped
from environment.stack.unsupported import UnsupportedPart
from steps.vocabulary.capabilities import Capability, UnsupportedCapability, needs


@needs(Capability.FAULTS)
def cuts_an_arrow(context: Any) -> None:
    """A step."""


@needs(Capability.RESET, Capability.CLOCK)
def reconciles(world: Any) -> None:
    """What a word of a sentence stands for, such as a journey."""


def is_carried_out(context: Any, journey: Any) -> None:
    """A step that needs nothing by itself."""


def scenario_of(step: Any, *words: Any) -> tuple[Any, Any]:
    """A scenario of one step, and the registry that finds the step's function."""
    sentence = SimpleNamespace(keyword="Given", name="the arrow is cut")
    match = SimpleNamespace(func=step, arguments=[SimpleNamespace(value=word) for word in words])
    return SimpleNamespace(all_steps=[sentence]), SimpleNamespace(find_match=lambda _: match)


def test_the_report_names_the_reason_and_the_step() -> None:
    unsupported = {Capability.FAULTS: "the mesh forbids it"}
    missing = unsupported_needs(*scenario_of(cuts_an_arrow), unsupported)
    assert why_skipped(missing, unsupported) == (
        'Skipped on this target: the mesh forbids it (needed for "Given the arrow is cut")'
    )
    assert unsupported_needs(*scenario_of(cuts_an_arrow), {Capability.MAIL: "no mail"}) == {}


def test_a_word_of_a_sentence_brings_the_needs_of_its_functions() -> None:
    journey = SimpleNamespace(name="a reconciliation", begin=reconciles)
    assert needed_by(*scenario_of(is_carried_out, journey, "a text")).keys() == {
        Capability.RESET,
        Capability.CLOCK,
    }


def test_the_first_reason_is_the_same_in_every_run() -> None:
    unsupported = {Capability.CLOCK: "no clock", Capability.RESET: "no reset"}
    journey = SimpleNamespace(begin=reconciles)
    missing = unsupported_needs(*scenario_of(is_carried_out, journey), unsupported)
    assert [*missing] == [Capability.RESET, Capability.CLOCK]


def test_a_step_without_a_definition_needs_nothing() -> None:
    scenario, _ = scenario_of(cuts_an_arrow)
    assert needed_by(scenario, SimpleNamespace(find_match=lambda _: None)) == {}


def test_the_use_of_an_unsupported_part_is_told_with_the_reason() -> None:
    inbox = UnsupportedPart(Capability.MAIL, "no inbox")
    with pytest.raises(UnsupportedCapability, match="the target does not support mail: no inbox"):
        inbox.of("a reader")


def test_a_run_against_a_bad_file_ends_with_one_sentence() -> None:
    behave = [sys.executable, "-m", "behave", "-D", "stack=attach", "-D", "target=missing.toml"]
    run = subprocess.run([*behave, "features/journeys"], capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "-D target=missing.toml: there is no such file" in run.stdout + run.stderr
    assert "Traceback" not in run.stdout + run.stderr
