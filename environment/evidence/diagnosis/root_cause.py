"""Finds the root cause of a red scenario, which the report shows as the guilty arrow.

A scenario's symptoms have times, and the earliest one names the arrow. A wrong request and a surplus call are
dated to their beginning, a wrong answer to its return: so a failure deep inside precedes the failures that it
causes on its way out, and a wrong request precedes all that its callee makes of it. Symptoms without a time
count after all others, and where there are none, the last look of the failed step.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from environment.evidence.baseline.call_profile import OperationKey
from environment.evidence.baseline.scenario_baseline import ScenarioBaseline
from environment.evidence.contract.check import ContractBreach
from environment.evidence.diagnosis import failures
from environment.evidence.diagnosis.comparison import (
    Allowance,
    differences,
    no_allowance,
    unusual_statuses,
)
from environment.evidence.diagnosis.consequences import (
    behind_missing_calls,
    behind_the_race,
    behind_the_statement,
    behind_the_step,
    behind_what_is_inside,
    behind_what_was_planned,
    with_rows,
    with_skipped_calls,
    without_consequences,
)
from environment.evidence.diagnosis.failed_step import (
    FailedStep,
    acceptance_of,
    looks_in_vain,
    stated_by,
    suspects_of,
)
from environment.evidence.diagnosis.symptoms import UNDATED, Severity, Symptom
from environment.evidence.diagnosis.timeline import Timeline
from environment.evidence.diagnosis.unhandled_errors import UnhandledError
from environment.evidence.recording.exchange import Exchange
from environment.evidence.recording.operation import NO_ANSWER
from environment.evidence.traffic.breach import TrafficBreach
from environment.topology import topology

_MOST_OTHERS = 2
_OF_CUSTOMERS = "customer -> "


@dataclass(frozen=True)
class Suspect:
    """An arrow, and what speaks for it."""

    arrow: str
    reason: str

    def __str__(self) -> str:
        """One line: a reason may quote an answer of several."""
        return f"[{self.arrow}] {' '.join(self.reason.split())}"


@dataclass(frozen=True)
class StoredWrong:
    """A row that is wrong, as the audit says, or a call that a planned fault or kill has waited for in vain.

    is_certain: the arrow is known and not only likely. never_called: it is such a call.
    """

    arrow: str
    sentence: str
    is_certain: bool = True
    never_called: bool = False


@dataclass(frozen=True)
class RootCause:
    """The arrow of the first symptom. `exchange` is None where a call is missing or no exchange fits.

    also: other arrows that are about as likely, the likeliest first.
    """

    arrow: str
    reason: str
    exchange: Exchange | None
    also: tuple[Suspect, ...] = ()

    @property
    def headline(self) -> str:
        """What a red scenario shows first in the report; a line for each arrow."""
        first = str(Suspect(self.arrow, self.reason))
        return "\n".join([first, *(f"or {each}" for each in self.also)])


def cause_in_words(cause: RootCause | None, uncompared: str | None) -> str:
    """What a red scenario says first. `uncompared` is why there was no green run to compare with."""
    found = cause.headline if cause else "none is known, since no call failed or differs from a green run"
    if cause is None and uncompared:
        found = "none is known, since no call failed"
    return f"{found}\n(compared with no green run: {uncompared})" if uncompared else found


def find_root_cause(
    exchanges: Iterable[Exchange],
    *,
    breaches: Iterable[ContractBreach | TrafficBreach] = (),
    unhandled: Iterable[UnhandledError] = (),
    baseline: ScenarioBaseline | None = None,
    without_pages: ScenarioBaseline | None = None,
    allowance: Allowance = no_allowance,
    expected_faults: Collection[str] | None = None,
    stored: Iterable[StoredWrong] = (),
    step: FailedStep | None = None,
) -> RootCause | None:
    """The root cause of a red scenario, None where its `exchanges` show no symptom.

    `baseline` is what its green runs showed; a run through pages has none, and is compared by statuses alone
    with green runs `without_pages`. `allowance` is how many calls more timers may make, `expected_faults` are
    those that it injected, None means all on record. `step` is the one that failed.
    """
    timeline = Timeline(sorted(exchanges, key=lambda each: each.number))
    found = [*breaches]
    errors = [*failures.of_errors(timeline, unhandled)]
    rows = [*_of_rows(stored, _all_was_done_at(timeline, step, errors))]
    usual = _statuses_of(without_pages)
    symptoms = [
        *failures.of_faults(timeline, expected_faults),
        *failures.of_breaches(timeline, found),
        *errors,
        *failures.of_silence(timeline, _silent_in(baseline or without_pages)),
        *(differences(timeline, baseline, allowance) if baseline else failures.of_failures(timeline, usual)),
        *(unusual_statuses(timeline, without_pages) if without_pages else ()),
        *(_told_by(step, timeline, _statuses_of(baseline or without_pages)) if step else ()),
    ]
    if any(each.severity is Severity.SKIPPED for each in rows):
        symptoms = [*behind_what_was_planned(symptoms)]
    caused = _caused(timeline, behind_the_race(timeline, symptoms), rows, step)
    if found and not step and not rows:
        caused = [*behind_what_is_inside(caused, {each.arrow for each in found})]
    ordered = sorted(with_skipped_calls(timeline, caused)) or _at_last(timeline, step, usual, baseline)
    return _named(timeline, ordered) if ordered else None


def _told_by(step: FailedStep, timeline: Timeline, usual: failures.Statuses) -> Iterable[Symptom]:
    """What the failed step itself tells."""
    return (*stated_by(step), *acceptance_of(step, timeline, usual))


def _caused(
    timeline: Timeline, found: Iterable[Symptom], rows: Sequence[Symptom], step: FailedStep | None
) -> list[Symptom]:
    """The symptoms and the rows; consequences of others, and what a red step waited for, are put back."""
    symptoms = [*found]
    if step:
        looks = looks_in_vain(step, timeline)
        symptoms = [*behind_missing_calls(timeline, behind_the_step(symptoms, step.ended), looks)]
    caused = [*with_rows(timeline, [*without_consequences(timeline, symptoms)], rows)]
    if step and step.arrow and not step.is_of_rows:
        caused = [*behind_the_statement(caused, step.arrow, is_of_own_requests=step.is_of_own_requests)]
    return caused


def _all_was_done_at(timeline: Timeline, step: FailedStep | None, errors: Iterable[Symptom]) -> float | None:
    """When each call should have come that the scenario causes; None where some may have been to come yet.

    A service that has failed with an error since then had not made its calls yet.
    """
    if step and (step.follows_all_acts or looks_in_vain(step, timeline)):
        return min((each.at for each in errors if step.began <= each.at < UNDATED), default=step.began)
    return None


def _at_last(
    timeline: Timeline,
    step: FailedStep | None,
    usual: failures.Statuses,
    baseline: ScenarioBaseline | None,
) -> list[Symptom]:
    """Where no exchange shows a symptom: refusals where none is known as usual, else what the step asked."""
    refused = [] if baseline is not None else sorted(failures.of_refusals(timeline, usual))
    return refused or (sorted(suspects_of(step, timeline, has_baseline=baseline is not None)) if step else [])


def _statuses_of(baseline: ScenarioBaseline | None) -> failures.Statuses:
    """By operation the statuses that green runs had; a front asks what customers ask without pages."""
    usual = {each.key: tuple(each.statuses) for each in baseline.operations} if baseline else {}
    asked = [
        (arrow.removeprefix(_OF_CUSTOMERS), name) for arrow, name in usual if arrow.startswith(_OF_CUSTOMERS)
    ]
    for front in topology().fronts:
        usual |= {
            (f"{front} -> {callee}", name): usual[f"{_OF_CUSTOMERS}{callee}", name] for callee, name in asked
        }
    return usual


def _silent_in(baseline: ScenarioBaseline | None) -> frozenset[OperationKey]:
    """The operations that green runs have left without an answer."""
    known = baseline.operations if baseline else ()
    return frozenset(each.key for each in known if NO_ANSWER in each.statuses)


def _of_rows(stored: Iterable[StoredWrong], never_called_at: float | None) -> Iterable[Symptom]:
    """`never_called_at`: when a planned call should have come; None where it may have been to come yet."""
    for order, each in enumerate(stored):
        severity = Severity.STATED if each.is_certain else Severity.STORED
        if each.never_called and never_called_at is not None:
            yield Symptom(never_called_at, Severity.SKIPPED, order, each.arrow, each.sentence, None)
        else:
            yield Symptom.undated(severity, order, each.arrow, each.sentence)


def _named(timeline: Timeline, ordered: Sequence[Symptom]) -> RootCause:
    """The first symptom, and those of other arrows that nothing tells apart from it in time.

    Calls around the first one fail with it, and calls are missing for many reasons: neither is named.
    """
    first = ordered[0]
    others: dict[str, Suspect] = {}
    for each in ordered[1:]:
        is_equal = each.at == first.at and each.severity not in (Severity.MISSING, Severity.SKIPPED)
        if is_equal and each.arrow != first.arrow and not _is_around(timeline, each, first):
            others.setdefault(each.arrow, Suspect(each.arrow, each.reason))
    return RootCause(first.arrow, first.reason, first.exchange, tuple(others.values())[:_MOST_OTHERS])


def _is_around(timeline: Timeline, outer: Symptom, inner: Symptom) -> bool:
    if outer.exchange is None or inner.exchange is None:
        return False
    return any(each is inner.exchange for each in timeline.below(outer.exchange))
