"""The coverage at the end of a run of all features: which documented answers no scenario has met."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from environment.evidence.answers.holes import AnswerCoverage, InvalidUnmetList, read_unmet
from environment.evidence.answers.record import (
    DEFAULT_TIER,
    NIGHTLY_ANSWERS,
    SAMPLE,
    AnswerRecord,
    DamagedRecord,
    tier_of,
)
from environment.reporting.lost_reports import tolerated
from environment.session.samples import is_of_a_sample
from environment.settings import RunSettings

ANSWERS = Path("reports/answers.tsv")
UNMET_ANSWERS = Path("baseline/unmet-answers.toml")
_FEATURES = Path("features")


def forget_answers_of_earlier_runs() -> None:
    """Remove the record: each process of a run adds to it."""
    with tolerated(ANSWERS.parent):
        ANSWERS.unlink(missing_ok=True)


def is_whole(config: Any, settings: RunSettings) -> bool:
    """Whether a run has all scenarios of the default tier, against the bookstore itself."""
    narrowed = config.name or settings.target or settings.arrow or settings.kind
    narrowed = (
        narrowed
        or settings.select_changed
        or settings.budget
        or not settings.integration.complete
        or settings.in_browser
    )
    all_features = any(Path(path) == _FEATURES for path in config.paths)
    return not narrowed and all_features and list(config.tags or ()) == list(config.default_tags or ())


def tier_of_answers(scenario: Any) -> str:
    """The tier for which the answers of a scenario are recorded: those of a sample are told apart."""
    tier = tier_of(scenario.effective_tags)
    return SAMPLE if tier == DEFAULT_TIER and is_of_a_sample(scenario.name) else tier


def answer_coverage() -> AnswerCoverage:
    """The answers of the last run and of the recorded nightly tiers.

    Raises DamagedRecord, and InvalidUnmetList for mistakes in the list of unmet answers.
    """
    record = AnswerRecord.read(ANSWERS)
    for tier, counts in AnswerRecord.read(NIGHTLY_ANSWERS).nightly().met.items():
        record.met.setdefault(tier, counts)  # a tier that was part of the run has newer counts
    return AnswerCoverage(record, read_unmet(UNMET_ANSWERS))


def check_answers(*, whole: bool) -> list[str]:
    """Print the holes; those of a whole run, for which it is red. A partial run only counts them."""
    if not ANSWERS.is_file():
        return []  # no scenario was green, or the hooks record no answers
    try:
        coverage = answer_coverage()
    except (DamagedRecord, InvalidUnmetList) as mistake:
        sentence = f"ANSWERS NOT CHECKED: {mistake}"
        print(f"\n{sentence}")
        return [sentence] if whole else []
    if not whole:
        met = sum(coverage.record.is_met_on_any_day(each) for each in coverage.record.documented)
        print(
            f"\n{met} of {len(coverage.record.documented)} documented answers are met (all features: checked)"
        )
        return []
    sentences = [f"ANSWERS: {each}" for each in coverage.sentences(UNMET_ANSWERS, NIGHTLY_ANSWERS)]
    for sentence in sentences:
        print(sentence)
    return sentences
