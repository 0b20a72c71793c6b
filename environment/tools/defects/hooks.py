"""The hooks of an acceptance run, and after each scenario a line about what has noticed the defect."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from environment import hooks
from environment.choosing.known_scenario import name_of
from environment.session.checker import ScenarioFindings
from environment.tools.defects.outcome import ScenarioOutcome

before_step = hooks.before_step
after_all, stack_failure = hooks.after_all, hooks.stack_failure


def before_all(context: Any) -> None:
    """Start the stack."""
    hooks.before_all(context)


def before_scenario(context: Any, scenario: Any) -> None:
    """Note when the scenario begins."""
    context.began = time.monotonic()
    hooks.before_scenario(context, scenario)


def after_scenario(context: Any, scenario: Any) -> None:
    """Heal, audit and reset as always, and write down the outcome; an interrupted scenario has none."""
    if scenario.should_skip or context._runner.aborted:
        hooks.after_scenario(context, scenario)
        if scenario.should_skip:
            skipped = ScenarioOutcome(name_of(scenario), _seconds(context), skipped=True)
            skipped.append_to(context._runner.plan.file)
        return
    context.checked = None
    try:
        hooks.after_scenario(context, scenario)
    except Exception:
        _write(context, scenario, [("clean-up", "the scenario could not be cleaned up")])
        raise
    _write(context, scenario, [*_failed_step(scenario), *_found(context.checked.findings)])


def _write(context: Any, scenario: Any, noticed: list[tuple[str, str]]) -> None:
    cause = context.checked.cause if noticed and context.checked else None
    ScenarioOutcome(
        scenario=name_of(scenario),
        seconds=_seconds(context),
        noticed_by=tuple(dict.fromkeys(by for by, _ in noticed)),
        sentence=noticed[0][1] if noticed else "",
        arrow=cause.arrow if cause else "",
        reason=cause.reason if cause else "",
    ).append_to(context._runner.plan.file)
    context._runner.reds.append(bool(noticed))


def _seconds(context: Any) -> float:
    began: float = context.began
    return round(time.monotonic() - began, 3)


def _failed_step(scenario: Any) -> Iterator[tuple[str, str]]:
    for step in scenario.all_steps:
        if step.status.has_failed():
            first = (step.error_message or "").strip().splitlines()
            yield "step", f"{step.keyword} {step.name}: {first[0] if first else step.status.name}"


def _found(findings: ScenarioFindings) -> Iterator[tuple[str, str]]:
    """Each finding with the check that it is of; those without evidence of their own are of the run."""
    of_checks = {
        "audit": findings.audited,
        "contract": findings.contracts,
        "traffic": findings.traffic,
    }
    by_sentence = {str(each): check for check, found in of_checks.items() for each in found}
    for sentence in findings.findings:
        yield by_sentence.get(sentence, "run"), sentence
