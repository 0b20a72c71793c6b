"""`make integration-figures`: what each order of integration finds, measured (docs/integration-in-steps.md).

Two defects are looked for level after level, over whole features, until the first red scenario. Each one of
a sample is shown, at each level that has its services real, to the first scenarios that run what it changes.
What is measured is kept in reports/integration-figures.jsonl; an interrupted command goes on from there.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from environment.choosing.level_forecast import LevelForecaster, all_levels
from environment.runtime.run_folder import RunFolder
from environment.runtime.signals import interruptible
from environment.tools.defects.catalog import BadCatalog, Defect, named, read_catalog
from environment.tools.defects.copy_run import CopyRuns
from environment.tools.defects.edits import EditDoesNotFit
from environment.tools.defects.noticing import chooser
from environment.tools.defects.trial import RunFailed
from environment.tools.integration.defect_trials import LevelTrial, LevelTrials
from environment.tools.integration.figures_text import text_of
from environment.topology.integration import IntegrationLevel

KEPT, TEXT = Path("reports/integration-figures.jsonl"), Path("reports/integration-figures.txt")
SHOWN = ("cart/addition_replaces_the_copies", "orders/mail_loses_the_region_of_its_language")
FEATURES = ("features/journeys", "features/cart_and_inventory")
MOST_SCENARIOS = 8
_LONGEST = 1800.0  # seconds


class Figures:
    """Measures once what several levels have in common, and keeps it."""

    def __init__(self, trials: LevelTrials, forecaster: LevelForecaster, kept: Path) -> None:
        self._trials, self._forecaster, self._kept = trials, forecaster, kept
        lines = kept.read_text("utf-8").splitlines() if kept.is_file() else []
        self.found = {trial.key: trial for trial in map(LevelTrial.read, map(json.loads, lines))}

    def shown(self, defects: Sequence[Defect], features: Sequence[str]) -> Iterator[LevelTrial]:
        """Whole features at each level, without a defect and with each of these."""
        order = [name for name in self._forecaster.scenarios if name.startswith(tuple(features))]
        for level in distinct_levels():
            running = [name for name in order if self._forecaster.why_not(level, name) is None]
            for defect in (None, *(each for each in defects if each.services <= {*level.real})):
                yield self._measured(level, running, defect)

    def sampled(self, defect: Defect, order: Sequence[str], most: int) -> Iterator[LevelTrial]:
        """A defect at each level that has its services real, shown to the first scenarios that run there."""
        for level in distinct_levels():
            if defect.services <= {*level.real}:
                running = (name for name in order if self._forecaster.why_not(level, name) is None)
                yield self._measured(
                    level, [name for name, _ in zip(running, range(most), strict=False)], defect
                )

    def _measured(self, level: IntegrationLevel, order: Sequence[str], defect: Defect | None) -> LevelTrial:
        key = (defect.name if defect else "", frozenset(level.real))
        if key not in self.found:
            trial = self._trials.run(level, order, defect)
            while trial.red and defect and self._is_red_anyway(level, trial.red.scenario):
                trial = self._trials.run(level, order, defect)
            self.found[key] = trial
            with self._kept.open("a", encoding="utf-8") as lines:
                lines.write(f"{json.dumps(trial.as_json())}\n")
        return self.found[key]

    def _is_red_anyway(self, level: IntegrationLevel, scenario: str) -> bool:
        self._trials.control(level, [scenario])
        return scenario in self._trials.red_anyway[frozenset(level.real)]


def distinct_levels() -> Iterator[IntegrationLevel]:
    """A level for each set of real services: several orders have some in common."""
    seen: set[frozenset[str]] = set()
    for level in all_levels():
        if frozenset(level.real) not in seen:
            seen.add(frozenset(level.real))
            yield level


def sample_of(catalog: Sequence[Defect], count: int, seed: int) -> list[Defect]:
    """So many defects, the same for a seed; a larger sample begins with the smaller one."""
    shuffled = sorted(catalog, key=lambda each: each.name)
    random.Random(seed).shuffle(shuffled)
    return shuffled[:count]


def main(arguments: Sequence[str]) -> int:
    """The command; 2 for defects that cannot be used."""
    parser = argparse.ArgumentParser(prog="make integration-figures", description=__doc__)
    parser.add_argument("--defects", type=int, default=16, help="size of the sample")
    parser.add_argument("--seed", type=int, default=1, help="chooses the sample")
    asked = parser.parse_args(arguments)
    try:
        catalog = tuple(each for each in read_catalog() if not each.is_of_pages)  # levels have no pages
        shown, sample = named(catalog, SHOWN), sample_of(catalog, asked.defects, asked.seed)
    except BadCatalog as error:
        print(error, file=sys.stderr)
        return 2
    KEPT.parent.mkdir(exist_ok=True)
    try:
        with interruptible(), RunFolder() as folder:
            figures = _figures(folder)
            for trial in _all_trials(figures, shown, sample):
                print(_line(trial), flush=True)
    except (RunFailed, EditDoesNotFit, KeyboardInterrupt) as ended:
        print(f"{ended or 'interrupted'}\nthe same command goes on from there", file=sys.stderr)
        return 2
    text = text_of(figures.found, shown, sample, asked.seed)
    TEXT.write_text(text, "utf-8")
    print(text)
    return 0


def _all_trials(figures: Figures, shown: Sequence[Defect], sample: Sequence[Defect]) -> Iterator[LevelTrial]:
    yield from figures.shown(shown, FEATURES)
    choice = chooser(Path.cwd(), sample)
    for defect in sample:
        yield from figures.sampled(defect, choice.of(defect).order, MOST_SCENARIOS)


def _figures(folder: RunFolder) -> Figures:
    runs = CopyRuns(Path.cwd(), folder, _LONGEST)
    return Figures(LevelTrials(runs, folder.path), LevelForecaster(), KEPT)


def _line(trial: LevelTrial) -> str:
    found = f"red: {trial.red.scenario}" if trial.red else f"green, {trial.ran} scenarios"
    return f"{trial.seconds:6.1f} s  {trial.defect or 'no defect'}  {', '.join(trial.real)}: {found}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
