"""What a budget really notices: its scenarios run against defects of the half that it was not chosen by.

`defects/noticed.txt` has the first scenarios that noticed a defect, and so gives lower bounds alone. Outcomes
are kept by defect and scenario: the same command goes on where it was interrupted, and another choice runs
only what it has beside an earlier one.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from environment.choosing.budget import goals_of, within_budget
from environment.choosing.risk import Risk
from environment.runtime.run_folder import RunFolder
from environment.runtime.signals import interruptible
from environment.tools.defects.catalog import Defect, read_catalog
from environment.tools.defects.control import Control
from environment.tools.defects.copy_run import CopyRuns
from environment.tools.defects.edits import apply
from environment.tools.defects.fingerprint import code_fingerprint, key_of
from environment.tools.defects.noticing import chooser
from environment.tools.defects.outcome import read_outcomes
from environment.tools.defects.plan import DefectPlan, Enough
from environment.tools.defects.trial import START_FAILED, RunFailed
from environment.tools.selection.selection_check import SelectionCheck

OUTCOMES = Path("reports/budget")
START = "the start"
SECONDS = 120.0
"""Of one worker: 60 s with two."""
_LONGEST = 1800.0  # for one defect, on a busy machine
_95_PERCENT = 1.96
OrderFor = Callable[[Defect], Sequence[str]]


@dataclass(frozen=True)
class Noticed:
    """A defect of the sample.

    shown: the scenarios of the set that can notice it. by: the first that has noticed it; empty for none.
    """

    defect: Defect
    shown: int
    by: str = ""


def sample_of(defects: Sequence[Defect], size: int, seed: int) -> list[Defect]:
    """So many defects of services, drawn by the seed: a larger sample begins with the smaller one."""
    drawn = sorted((each for each in defects if not each.is_of_pages), key=lambda each: each.name)
    random.Random(seed).shuffle(drawn)
    return drawn[:size]


class TwoBudgets:
    """A budget for each half of the catalog, chosen by what is known of the defects of the other half."""

    def __init__(self, check: SelectionCheck, catalog: Sequence[Defect]) -> None:
        names = sorted(each.name for each in catalog)
        self._choice = chooser(Path.cwd(), catalog)
        self._half = {name: number % 2 for number, name in enumerate(names)}
        risk = Risk(covers=check.covers)
        known = [check.noticed.only(names[1::2]), check.noticed.only(names[::2])]
        self._sets = [
            within_budget(
                check.scenarios,
                goals_of(check.scenarios, each, check.baseline),
                replace(risk, noticed=each),
                SECONDS,
            ).names
            for each in known
        ]
        sets = zip(self._sets, known, strict=True)
        told = " and ".join(f"{len(names)} chosen by {len(by.by_defect)} defects" for names, by in sets)
        self.about = f"of {len(check.scenarios)} scenarios {told} of the other half"

    def order_for(self, defect: Defect) -> Sequence[str]:
        """The scenarios of the set that can notice a defect by the maps, the most promising first."""
        chosen = self._sets[self._half[defect.name]]
        return [name for name in self._choice.of(defect).order if name in chosen]


class BudgetMeasurement:
    """Shows each defect to the scenarios of a set, on one stack, until one of them notices it."""

    def __init__(self, runs: CopyRuns, folder: Path = OUTCOMES) -> None:
        self._runs = runs
        self._folder = folder.resolve()
        self._folder.mkdir(parents=True, exist_ok=True)
        self._code = code_fingerprint(runs.project)
        self._control = Control(runs, self._folder / f"control.{self._code}.outcomes")

    def __call__(self, defects: Sequence[Defect], order: OrderFor) -> Iterator[Noticed]:
        """What becomes of each. Raises EditDoesNotFit, RunFailed."""
        for each in defects:
            names = tuple(order(each))
            yield Noticed(each, len(names), self._first_red(each, names))

    def _first_red(self, defect: Defect, order: tuple[str, ...]) -> str:
        file = self._folder / f"{defect.name.replace('/', '.')}.{key_of(defect, self._code)}.outcomes"
        while True:
            seen = {each.scenario: each.red for each in read_outcomes(file)}
            red = [name for name in order if seen.get(name)]
            if sound := [name for name in red if name not in self._control.red_among(red)]:
                return sound[0]
            left = tuple(name for name in order if name not in seen)
            if not left:
                return ""
            until_red = Enough(red=1, after_red=0, without_red=len(left) + 1)
            log = self._runs(defect.name, DefectPlan(left, until_red, str(file)), partial(apply, defect))
            if self._runs.ended:
                raise KeyboardInterrupt
            if len(tuple(read_outcomes(file))) == len(seen):
                if START_FAILED in log:
                    return START
                raise RunFailed(f"{defect.name}: no scenario has run, and not because of the defect:\n{log}")


def measure_budget(check: SelectionCheck, size: int, seed: int) -> int:
    """Print what the budgets notice of a sample. Raises BadCatalog, EditDoesNotFit, RunFailed."""
    catalog = read_catalog()
    defects, budgets = sample_of(catalog, size, seed), TwoBudgets(check, catalog)
    print(f"{len(defects)} defects (seed {seed}); {budgets.about}", flush=True)
    noticed = 0
    with interruptible(), RunFolder() as folder:
        measurement = BudgetMeasurement(CopyRuns(Path.cwd(), folder, _LONGEST))
        for number, each in enumerate(measurement(defects, budgets.order_for), start=1):
            noticed += bool(each.by)
            told = f"by {each.by}" if each.by else f"NOT NOTICED by the {each.shown} that can"
            print(f"{number:3} {each.defect.name}: {told}", flush=True)
    print(f"a budget of {SECONDS:g} s of one worker notices {share_in_words(noticed, len(defects))}")
    return 0


def share_in_words(noticed: int, of: int) -> str:
    """The share with its interval of 95 % (Wilson's), which holds for small samples as well."""
    if not of:
        return "no defect was tried"
    share, square = noticed / of, _95_PERCENT**2
    middle = (share + square / (2 * of)) / (1 + square / of)
    wide = _95_PERCENT * math.sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    low, high = max(0.0, middle - wide), min(1.0, middle + wide)
    return f"{noticed} of {of}, {share:.0%} (95 % of such samples: {low:.0%} to {high:.0%})"
