"""Which scenarios a target would run and which it would skip, without running any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from behave.configuration import Configuration
from behave.runner import Runner
from behave.runner_util import parse_features
from behave.step_registry import registry

from environment.attach.needs import lacking
from environment.reporting.behave_model import title_of
from environment.session.selection import selected
from steps.parameter_types import registry as words
from steps.vocabulary.capabilities import Capability

__all__ = ["words"]  # importing it registers the kinds of words that step sentences use


@dataclass(frozen=True)
class Listed:
    """One scenario, or row of an outline. `lacking`: what it would be skipped for want of."""

    title: str
    where: str
    lacking: tuple[Capability, ...]


@dataclass(frozen=True)
class Outlook:
    """What a run would come to. `skipped` counts by the first capability that is lacking."""

    folders: Mapping[str, tuple[int, int]]
    """By folder of features: how many scenarios run, and how many are skipped."""
    skipped: Mapping[Capability, int]
    scenarios: tuple[Listed, ...]

    @property
    def running(self) -> int:
        """How many scenarios would run."""
        return sum(running for running, _ in self.folders.values())


def outlook(lacks: Mapping[Capability, str], paths: tuple[str, ...] = ("features",)) -> Outlook:
    """What would come of these features; planned ones are left out, as in a run."""
    running: Counter[str] = Counter()
    left_out: Counter[str] = Counter()
    skipped: Counter[Capability] = Counter()
    listed = []
    features, steps, config = _loaded(paths)
    for scenario in selected(features, config):
        folder = scenario.filename.split("/")[-2]
        missing = lacking(scenario, steps, lacks)
        (left_out if missing else running)[folder] += 1
        skipped.update([next(iter(missing))] if missing else [])
        where = f"{scenario.filename}:{scenario.line}"
        listed.append(Listed(title_of(scenario), where, tuple(missing)))
    folders = {folder: (running[folder], left_out[folder]) for folder in sorted(running | left_out)}
    return Outlook(folders, skipped, tuple(listed))


def by_name(seen: Outlook, lacks: Mapping[Capability, str]) -> Iterator[str]:
    """A line for each scenario: those that would run, then the others by the reason that counts first."""
    yield f"{seen.running} scenarios would run:"
    yield from (_line(each) for each in seen.scenarios if not each.lacking)
    for capability, count in seen.skipped.items():
        yield f"\n{count} would be skipped: {lacks[capability]}"
        yield from (_line(each) for each in seen.scenarios if each.lacking[:1] == (capability,))


def _line(listed: Listed) -> str:
    return f"  {listed.title}  ({listed.where})"


def _loaded(paths: tuple[str, ...]) -> tuple[list[Any], Any, Configuration]:
    """The features and steps as behave itself finds them."""
    config = Configuration(["--dry-run", "--format=null", *paths])
    runner = Runner(config)
    with runner.path_manager:
        runner.setup_paths()
        runner.load_step_definitions()
        features = parse_features(runner.feature_locations())
    return features, registry, config
