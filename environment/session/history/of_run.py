"""Makes the line of the history at the end of a run, from behave's model."""

from __future__ import annotations

import hashlib
import platform
import re
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from behave.model_type import Status

from environment.evidence.answers.holes import InvalidUnmetList
from environment.evidence.answers.record import DEFAULT_TIER, NIGHTLY_TIERS, DamagedRecord, tier_of
from environment.reporting.behave_model import identity_of, title_of
from environment.reporting.lost_reports import tolerated
from environment.reporting.root_cause_message import arrow_of, split_arrow
from environment.reporting.run_properties import commit
from environment.reporting.status_details import details_of_scenario
from environment.session.answers_of_run import ANSWERS, answer_coverage
from environment.session.code_digest import code_digest
from environment.session.history.kept_run import KeptRun, MetAnswers, RedScenario, TierCounts
from environment.session.history.run_history import HISTORY, RunHistory
from environment.session.shards.run import DECIDES_A_RUN, selection_in_words
from environment.settings import RunSettings

_FEATURES = Path("features")
PLANNED = "planned"
_KEY_LENGTH = 10
_LONGEST_SENTENCE = 300
_ARROW = re.compile(r"\[([^\]]+)\]")
_INTERRUPTED = KeyboardInterrupt.__name__  # that of a worker comes as a stand-in with its name


@dataclass(frozen=True)
class RunBegin:
    """The begin of a run, and what it runs: files may change while it goes on. clock: of time.monotonic()."""

    clock: float = 0.0
    commit: str = ""
    code: str = ""

    @classmethod
    def now(cls) -> Self:
        """A run that begins now in the working folder."""
        return cls(time.monotonic(), commit(), code_digest(Path.cwd(), DECIDES_A_RUN))


def keep_run(runner: Any, exit_code: int, began: RunBegin) -> Mapping[str, Any]:
    """Add the run of our runner to the history; its line, which is empty where nothing is kept.

    A shard is not added: `make merge` adds the run of which it is a part.
    """
    if runner.config.dry_run or not runner.keeps_history:
        return {}
    run = kept_run(runner.features, runner.config, runner.settings, exit_code=exit_code, began=began)
    if run.seconds and not runner.settings.shard:
        with tolerated(HISTORY):
            RunHistory().keep(run)
    return run.as_json() if run.seconds else {}


def kept_run(
    features: Sequence[Any], config: Any, settings: RunSettings, *, exit_code: int, began: RunBegin
) -> KeptRun:
    """What is kept of a run of these features of behave, which ends now."""
    keys = scenario_keys(features)
    scenarios = [each for feature in features for each in feature.walk_scenarios()]
    took = time.monotonic() - began.clock
    complete = complete_tiers(scenarios, config, settings)
    green = exit_code == 0 and DEFAULT_TIER in complete and not settings.shard
    return KeptRun(
        at=(datetime.now(UTC) - timedelta(seconds=took)).isoformat(timespec="seconds"),
        took=round(took, 1),
        commit=began.commit,
        code=began.code,
        selection=selection_in_words(config),
        complete=complete,
        stack=settings.stack.value,
        python=platform.python_version(),
        workers=max(1, config.jobs or 1),
        exit_code=exit_code,
        counts=_counts(scenarios, config),
        red=tuple(_red(each, keys[id(each)]) for each in scenarios if _is_red(each)),
        seconds={keys[id(each)]: round(each.duration, 2) for each in scenarios if not _is_idle(each)},
        answers=met_answers() if green else None,
    )


def scenario_keys(features: Iterable[Any]) -> dict[int, str]:
    """The key of each scenario by its `id()`: a digest of its identity, short enough for every line."""
    keys, seen = {}, Counter[str]()
    for feature in features:
        for scenario in feature.walk_scenarios():
            identity = identity_of(scenario, 0)
            numbered = identity_of(scenario, seen[identity])
            seen[identity] += 1
            keys[id(scenario)] = hashlib.sha256(numbered.encode()).hexdigest()[:_KEY_LENGTH]
    return keys


def complete_tiers(scenarios: Iterable[Any], config: Any, settings: RunSettings) -> tuple[str, ...]:
    """The tiers all of whose scenarios a run selects, and has run to its end; a shard selects what all do."""
    narrowed = config.name or settings.target or settings.arrow or settings.kind
    narrowed = narrowed or settings.select_changed or settings.budget
    if narrowed or not any(Path(path) == _FEATURES for path in config.paths):
        return ()
    tiers: dict[str, bool] = {}
    for each in scenarios:
        if PLANNED not in each.effective_tags:
            tier = tier_of(each.effective_tags)
            runs = bool(each.should_run_with_tags(config.tag_expression)) and not _was_left(each)
            tiers[tier] = tiers.get(tier, True) and runs
    return tuple(tier for tier in (DEFAULT_TIER, *NIGHTLY_TIERS) if tiers.get(tier))


def met_answers() -> MetAnswers | None:
    """The answers that the last run and the recorded nightly tiers have met; None where none are kept."""
    if not ANSWERS.is_file():
        return None
    try:
        coverage = answer_coverage()
    except (DamagedRecord, InvalidUnmetList):  # the run itself says so
        return None
    documented = coverage.record.documented
    met = sum(coverage.record.is_met_on_any_day(each) for each in documented)
    return MetAnswers(len(documented), met, tuple(map(str, coverage.holes())))


def _counts(scenarios: Iterable[Any], config: Any) -> Mapping[str, TierCounts]:
    counts: dict[str, TierCounts] = {}
    for each in scenarios:
        if each.should_run(config) or each.skip_reason:  # a hook skips with a reason, a selection without
            tier = tier_of(each.effective_tags)
            counts[tier] = counts.get(tier, TierCounts()) + _count(each)
    return counts


def _count(scenario: Any) -> TierCounts:
    if _is_idle(scenario):
        return TierCounts(skipped=1)
    return TierCounts(red=1) if _is_red(scenario) else TierCounts(green=1)


def _is_red(scenario: Any) -> bool:
    return bool(scenario.status.has_failed()) and not _is_idle(scenario)


def _is_idle(scenario: Any) -> bool:
    return scenario.status is Status.skipped or _was_left(scenario)


def _was_left(scenario: Any) -> bool:
    """Whether the run has ended before the scenario: before it began, or by a signal within it."""
    errors = (type(each.exception).__name__ for each in (scenario, *scenario.all_steps))
    return scenario.status is Status.untested or _INTERRUPTED in errors


def _red(scenario: Any, key: str) -> RedScenario:
    details = details_of_scenario(scenario)
    message = (details.message if details else None) or scenario.status.name
    return RedScenario(
        key=key,
        where=f"{Path(scenario.filename).as_posix()}:{scenario.line}",
        title=title_of(scenario),
        tier=tier_of(scenario.effective_tags),
        arrow=_arrow_of(scenario),
        sentence=split_arrow(message.strip())[1].strip().partition("\n")[0][:_LONGEST_SENTENCE],
    )


def _arrow_of(scenario: Any) -> str:
    found = _ARROW.search(arrow_of(scenario))
    return found[1] if found else ""
