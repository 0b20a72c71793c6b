"""When an order by risk really notices a defect that is the change: its scenarios run against the defect.

`defects/noticed.txt` has the first scenarios that noticed a defect, and so tells at the latest when. Outcomes
are kept by defect and scenario: the same command goes on where it was interrupted, and another order runs
only what it has beside an earlier one.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from environment.choosing.budget import first_within_budget
from environment.choosing.known_scenario import KnownScenario
from environment.choosing.noticed_defects import NoticedDefects
from environment.runtime.run_folder import RunFolder
from environment.runtime.signals import interruptible
from environment.tools.defects.catalog import Defect, read_catalog
from environment.tools.defects.control import Control
from environment.tools.defects.copy_run import CopyRuns
from environment.tools.defects.edits import apply
from environment.tools.defects.fingerprint import code_fingerprint, key_of
from environment.tools.defects.outcome import read_outcomes
from environment.tools.defects.plan import DefectPlan, Enough
from environment.tools.defects.trial import START_FAILED, RunFailed
from environment.tools.selection.figures import both_ways, part_until
from environment.tools.selection.selection_check import SelectionCheck

OUTCOMES = Path("reports/orders")
START = "the start"
BUDGET = 120.0
"""Seconds of one worker: 60 s with two."""
_PART = 1 / 3  # of a whole run: what has not noticed a defect by then has not noticed it soon
_LONGEST = 1800.0  # seconds for one run, on a busy machine
_95_PERCENT = 1.96
Order = Sequence[KnownScenario]


@dataclass(frozen=True)
class Noticed:
    """A defect of the sample, and the first scenario that has noticed it; empty for none.

    part: of the seconds of a whole run, how many have passed then by the order.
    in_budget: whether the set for a budget has the scenario.
    """

    defect: Defect
    by: str = ""
    part: float = 1.0
    in_budget: bool = False


def sample_of(defects: Sequence[Defect], size: int, seed: int) -> list[Defect]:
    """So many of them, drawn by the seed: a larger sample begins with the smaller one."""
    drawn = sorted(defects, key=lambda each: each.name)
    random.Random(seed).shuffle(drawn)
    return drawn[:size]


class OrderMeasurement:
    """Shows each defect to the scenarios of its order, on one stack, until one of them notices it."""

    def __init__(self, runs: CopyRuns, whole: float, folder: Path = OUTCOMES) -> None:
        """`whole`: the seconds of a whole run of one worker."""
        self._runs, self._whole = runs, whole
        self._folder = folder.resolve()
        self._folder.mkdir(parents=True, exist_ok=True)
        self._code = code_fingerprint(runs.project)
        self._control = Control(runs, self._folder / f"control.{self._code}.outcomes")

    def __call__(self, defects: Sequence[Defect], order_of: Callable[[Defect], Order]) -> Iterator[Noticed]:
        """When each is noticed, those of a budget asked first. Raises EditDoesNotFit, RunFailed."""
        for each in defects:
            order = order_of(each)
            soon = [one.name for one in _first(order, _PART * self._whole)]
            budget = first_within_budget(order, BUDGET).names
            asked = [one.name for one in order if one.name in budget]
            by = self._first_red(each, asked) or self._first_red(each, soon)
            in_budget = by in budget or by == START
            part = 0.0 if by == START else part_until(order, {by}, self._whole)
            yield Noticed(each, by, part, in_budget)

    def _first_red(self, defect: Defect, order: Sequence[str]) -> str:
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


def measure_order(check: SelectionCheck, size: int, seed: int) -> int:
    """Print when orders by risk notice a sample of the defects that scenarios are known to notice.

    Each order has learned from the half of those defects that has not the one it is tried on.
    Raises BadCatalog, EditDoesNotFit, RunFailed.
    """
    learned = _learned_for(check.noticed)
    catalog = [each for each in read_catalog() if each.name in learned and not each.is_of_pages]
    defects = sample_of(catalog, size, seed)
    print(
        f"{len(defects)} of {len(catalog)} defects (seed {seed}), {len(check.scenarios)} scenarios",
        flush=True,
    )
    found: list[Noticed] = []
    with interruptible(), RunFolder() as folder:
        measurement = OrderMeasurement(CopyRuns(Path.cwd(), folder, _LONGEST), check.whole)
        for each in measurement(defects, lambda it: check.order_of(it, learned[it.name])):
            found.append(each)
            told = (
                f"after {each.part:.1%} of a run, by {each.by}"
                if each.by
                else "NOT NOTICED in the first third"
            )
            beside = "" if each.in_budget or not each.by else "; not in the budget"
            print(f"{len(found):3} {each.defect.name}: {told}{beside}", flush=True)
    for title, notice in (
        ("the first tenth of a run notices", lambda it: it.part <= 0.1),
        ("the first third", lambda it: it.part <= _PART),
        (f"a budget of {BUDGET:g} s of one worker", lambda it: it.in_budget),
    ):
        print(f"{title} {share_in_words(sum(map(notice, found)), len(found))}")
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


def _learned_for(noticed: NoticedDefects) -> dict[str, NoticedDefects]:
    return {name: learned for learned, tried in both_ways(noticed) for name in tried.by_defect}


def _first(order: Order, seconds: float) -> Iterator[KnownScenario]:
    passed = 0.0
    for each in order:
        passed += each.seconds
        if passed > seconds:
            return
        yield each
