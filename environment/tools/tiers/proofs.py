"""What a part has proved, read from what its command has left."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from environment.session.history.kept_run import KeptRun, MetAnswers, RedScenario, TierCounts
from environment.session.history.run_history import RunHistory
from environment.session.matrix.cells import all_cells
from environment.tools.defects.page import DATA
from environment.tools.matrix.results import results_of
from environment.tools.tiers.tier import Proof, TierPart

_MOST_NAMED = 5
_NOTHING = "it has left nothing to read"


@dataclass(frozen=True)
class PartTraces:
    """What a part has left: its console, its Allure results, and what is newer than its begin."""

    began: datetime
    console: Path
    results: Path
    history: RunHistory

    @property
    def run(self) -> KeptRun | None:
        """The last run of behave since it began."""
        return next((run for run in reversed(self.history.runs()) if run.when >= self.began), None)


def proved_by(part: TierPart, traces: PartTraces) -> tuple[str, ...]:
    """A sentence for each thing that the part is to prove."""
    found = [sentence for proof in part.proves for sentence in _READERS[proof](traces)]
    return (*found, *(_said(part.says, traces.console) if part.says else ()))


def scenarios_in_words(counts: TierCounts, red: Sequence[RedScenario]) -> Iterator[str]:
    """`612 scenarios green, 2 red, 1 skipped`, and a sentence for each red one; of many the first."""
    skipped = f", {counts.skipped} skipped" if counts.skipped else ""
    yield f"{counts.green} scenarios green, {counts.red} red{skipped}"
    for each in red[:_MOST_NAMED]:
        at = f", {each.arrow}" if each.arrow else ""
        yield f"red: {each.title} ({each.where}{at}): {each.sentence}"
    if len(red) > _MOST_NAMED:
        yield f"and {len(red) - _MOST_NAMED} more"


def answers_in_words(met: MetAnswers) -> str:
    """`1209 of 1210 documented answers met, 1 by no scenario`; others need not be met."""
    return f"{met.met} of {met.documented} documented answers met, {len(met.holes)} by no scenario"


def _scenarios(traces: PartTraces) -> Iterator[str]:
    run = traces.run
    if run is None:
        yield f"scenarios: {_NOTHING}"
    else:
        yield from scenarios_in_words(run.total, run.red)


def _answers(traces: PartTraces) -> Iterator[str]:
    met = traces.run.answers if traces.run else None
    if met is None:
        yield "documented answers: not counted in a red run, or in a part"
    else:
        yield answers_in_words(met)


def _cells(traces: PartTraces) -> Iterator[str]:
    cells = results_of(traces.results)
    applicable = sum(cell.applicable for cell in all_cells())
    green = sum(cell.passed for cell in cells.values())
    yield f"{green} of {applicable} cells of the matrix green, {len(cells) - green} red"


def _defects(traces: PartTraces) -> Iterator[str]:
    if not DATA.is_file() or DATA.stat().st_mtime < traces.began.timestamp():
        yield f"defects: {_NOTHING}"
        return
    found = json.loads(DATA.read_text("utf-8"))
    tried = [each for each in found if each["day"] >= traces.began.astimezone().date().isoformat()]
    states = Counter(each["state"] for each in tried)
    thin = sum(bool(each["thin"]) for each in tried)
    told = ", ".join(f"{count} {state}" for state, count in states.most_common())
    yield f"{len(tried)} of {len(found)} seeded defects tried: {told or 'none'}" + (
        f", {thin} thin" if thin else ""
    )


_READERS: Mapping[Proof, Callable[[PartTraces], Iterator[str]]] = {
    "scenarios": _scenarios,
    "answers": _answers,
    "cells": _cells,
    "defects": _defects,
}


def _said(pattern: str, console: Path) -> Iterator[str]:
    lines = console.read_text("utf-8", "replace").splitlines() if console.is_file() else []
    said = [line.strip() for line in lines if re.search(pattern, line)]
    yield said[-1] if said else f"the console: {_NOTHING}"
