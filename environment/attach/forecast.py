"""Forecasts which scenarios would run on a target and which would be skipped, without running any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from behave.configuration import Configuration
from behave.runner import Runner
from behave.runner_util import parse_features
from behave.step_registry import registry

from environment.attach.needs import unmet_needs
from environment.attach.points_of_target import fill_points_of_target
from environment.reporting.behave_model import title_of
from environment.session.population import fill_all_tables
from environment.session.samples import seed_of_today
from environment.session.selection import combine_tags, selected
from environment.settings import RunSettings
from environment.stack.offer import Offer
from environment.topology import in_words_of_the_bookstore
from steps.parameter_types import registry as words

__all__ = ["words"]  # importing it registers the kinds of words that step sentences use


@dataclass(frozen=True)
class ScenarioForecast:
    """One scenario, or one row of an outline. Without `reasons` it would run.

    `where` is its file and line; `reasons` say what it needs and the target does not offer.
    """

    title: str
    where: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class RunForecast:
    """What a run would do. `skipped` counts scenarios by the first reason."""

    folders: Mapping[str, tuple[int, int]]
    """The numbers of scenarios that run and that are skipped, by folder of features."""
    skipped: Mapping[str, int]
    scenarios: tuple[ScenarioForecast, ...]

    @property
    def running(self) -> int:
        """The number of scenarios that would run."""
        return sum(running for running, _ in self.folders.values())


def forecast(
    offer: Offer, arguments: tuple[str, ...] = ("features",), target: Path | None = None
) -> RunForecast:
    """The forecast for a run of behave with these arguments, such as features and `--tags`.

    `target` is the file of a shop: the points at which it is killed are among the scenarios.
    """
    running: Counter[str] = Counter()
    skipped: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    scenarios = []
    features, steps, config = load(arguments, target)
    for scenario in selected(features, config):
        folder = scenario.filename.split("/")[-2]
        unmet = tuple(need.reason for need in unmet_needs(scenario, steps, offer))
        (skipped if unmet else running)[folder] += 1
        reasons.update(unmet[:1])
        where = f"{scenario.filename}:{scenario.line}"
        scenarios.append(ScenarioForecast(title_of(scenario), where, unmet))
    folders = {folder: (running[folder], skipped[folder]) for folder in sorted(running | skipped)}
    return RunForecast(folders, reasons, tuple(scenarios))


def lines_of(run: RunForecast) -> Iterator[str]:
    """A line for each scenario: those that would run, then the others, grouped by their first reason."""
    yield f"{run.running} scenarios would run:"
    yield from (_line(each) for each in run.scenarios if not each.reasons)
    for reason, count in run.skipped.items():
        yield f"\n{count} would be skipped: {reason}"
        yield from (_line(each) for each in run.scenarios if each.reasons[:1] == (reason,))


def _line(scenario: ScenarioForecast) -> str:
    return f"  {scenario.title}  ({scenario.where})"


def load(arguments: tuple[str, ...], target: Path | None = None) -> tuple[list[Any], Any, Configuration]:
    """The features, behave's step registry, and its configuration, as a run with these arguments has them."""
    config = Configuration(["--dry-run", "--format=null", *arguments])
    combine_tags(config)
    runner = Runner(config)
    with runner.path_manager:
        runner.setup_paths()
        runner.load_step_definitions()
        features = parse_features(runner.feature_locations())
    settings = RunSettings.parse(config.userdata)
    with in_words_of_the_bookstore():
        fill_all_tables(features, settings.sample_seed)
        seed = settings.sample_seed or seed_of_today()
        fill_points_of_target(features, target, seed, full=settings.full)
    return features, registry, config
