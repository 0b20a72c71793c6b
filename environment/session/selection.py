"""The scenarios that a run selects, and the reason if there are none."""

from __future__ import annotations

from functools import partial
from typing import Any

from behave.model import ScenarioOutline
from behave.model_type import Status

_REPORT = "allure"


def combine_tags(config: Any) -> None:
    """Let --tags narrow default_tags instead of replacing them.

    behave drops default_tags as soon as --tags is given, so `--tags=@smoke` would run planned scenarios.
    A default whose tag the expression names (`--tags=@planned`) is dropped, the others stay.
    """
    given, default = list(config.tags or ()), list(config.default_tags or ())
    if given == default:
        return
    named = set(_names(given))
    config.setup_tag_expression([*given, *(each for each in default if not named & set(_names([each])))])


def _names(expressions: list[str]) -> list[str]:
    words = " ".join(expressions).replace("(", " ").replace(")", " ").split()
    return [word.lstrip("@") for word in words if word not in {"not", "and", "or"}]


def without_report(config: Any) -> None:
    """Keep the Allure results of the last acceptance run: this run writes none."""
    place = config.format.index(_REPORT) if _REPORT in config.format else None
    if place is not None:
        del config.format[place], config.outputs[place : place + 1]


def key_of(scenario: Any) -> str:
    """The name of a scenario where durations are kept; each row of an outline has one of its own."""
    return f"{scenario.filename}: {scenario.name}"


def selected(features: list[Any], config: Any) -> list[Any]:
    """The scenarios that tags and names select; each row of an outline counts as one."""
    return [scenario for scenario in _scenarios(features) if scenario.should_run(config)]


def ran(features: list[Any]) -> list[Any]:
    """The scenarios that have run, with any result."""
    idle = (Status.untested, Status.skipped)
    return [scenario for scenario in _scenarios(features) if scenario.status not in idle]


def why_nothing_ran(features: list[Any], config: Any) -> str | None:
    """One sentence if no scenario ran (in a dry run: would run), else None."""
    chosen = selected(features, config)
    if ran(features) or (config.dry_run and chosen):
        return None
    total = len(_scenarios(features))
    places = " ".join(str(path) for path in config.paths)
    reasons = [_skipped_because(_scenarios(features))]
    if config.name:
        reasons.append(f"--name {' '.join(config.name)}")
    if config.tags:
        reasons.append(f'--tags "{" and ".join(config.tags)}"')
    because = ", ".join(reason for reason in reasons if reason)
    return f"Nothing ran: of the {total} scenarios in {places} none was left by {because or 'the selection'}."


def _skipped_because(scenarios: list[Any]) -> str:
    reasons = sorted({scenario.skip_reason for scenario in scenarios if scenario.skip_reason})
    if len(reasons) > 1:
        return f"a hook (for {len(reasons)} reasons, such as: {reasons[0]})"
    return f"a hook ({reasons[0]})" if reasons else ""


def count_interrupted_outlines(features: list[Any]) -> None:
    """Let an outline with a row that was not run be *untested*, and so the rule above it.

    behave 1.3.3 calls such an outline passed: its summary of an interrupted run counts rules as passed of
    which no scenario has run.
    """
    for outline in (each for feature in features for each in feature.walk_scenarios(with_outlines=True)):
        if isinstance(outline, ScenarioOutline):
            outline.compute_status = partial(_status_of_outline, outline)


def _status_of_outline(outline: Any) -> Status:
    status = ScenarioOutline.compute_status(outline)
    if status is Status.passed and any(row.status is Status.untested for row in outline.scenarios):
        return Status.untested
    return status


def _scenarios(features: list[Any]) -> list[Any]:
    return [scenario for feature in features for scenario in feature.walk_scenarios()]
