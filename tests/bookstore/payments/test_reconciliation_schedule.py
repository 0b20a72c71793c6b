"""The spans of the daily reconciliation: without a gap, also after a failure and after a long outage."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bookstore.payments.reconciliation.reconciliation import GRACE
from bookstore.payments.reconciliation.schedule import ReconciliationSchedule
from bookstore.platform.http import OutcomeUnknown

BEGIN = datetime(2026, 2, 1, 10, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), 3600.0
Span = tuple[datetime, datetime]


@dataclass
class Collaborators:
    """The reconciliation, the stored spans and the clock in one."""

    moment: datetime = BEGIN + DAY
    until: datetime | None = BEGIN
    claimed: Span | None = None
    runs: list[Span] = field(default_factory=list)
    fails: bool = False

    def now(self) -> datetime:
        return self.moment

    def reconciled_until(self) -> datetime | None:
        return self.until

    def claim(self, since: datetime, until: datetime, now: datetime, stale: datetime) -> bool:
        self.claimed = (since, until)
        return True

    def run(self, since: datetime, until: datetime) -> None:
        self.runs.append((since, until))
        if self.fails:
            raise OutcomeUnknown("the gateway does not answer")

    def mark_reconciled(self, since: datetime, now: datetime) -> None:
        assert self.claimed is not None
        self.until = self.claimed[1]


def run_once(collaborators: Any) -> float:
    return ReconciliationSchedule(collaborators, collaborators, collaborators).run_once()


def test_a_run_begins_where_the_last_complete_run_ended() -> None:
    collaborators = Collaborators()
    run_once(collaborators)
    collaborators.moment += DAY
    run_once(collaborators)
    first, second = collaborators.runs
    assert (first[0], first[1], second[0]) == (BEGIN, BEGIN + DAY - GRACE, BEGIN + DAY - GRACE)


def test_a_run_that_failed_is_made_up_for() -> None:
    collaborators = Collaborators(fails=True)
    assert run_once(collaborators) == HOUR
    assert collaborators.until == BEGIN
    collaborators.moment, collaborators.fails = BEGIN + 3 * DAY, False
    run_once(collaborators)
    assert collaborators.runs[-1] == (BEGIN, BEGIN + 3 * DAY - GRACE)


def test_a_long_outage_is_made_up_for_in_spans_without_a_gap() -> None:
    collaborators = Collaborators(moment=BEGIN + 40 * DAY)
    pauses = [run_once(collaborators) for _ in range(6)]
    assert [since for since, _ in collaborators.runs] == [BEGIN + weeks * 7 * DAY for weeks in range(6)]
    assert collaborators.until == BEGIN + 40 * DAY - GRACE
    assert pauses == [0.0] * 5 + [HOUR]


def test_the_first_span_of_a_new_shop_is_not_known_by_the_beginning_of_the_next() -> None:
    collaborators = Collaborators(until=None)
    run_once(collaborators)
    assert collaborators.claimed is not None
    first = collaborators.claimed[0]
    collaborators.moment += DAY
    run_once(collaborators)
    assert collaborators.runs == [collaborators.claimed]
    assert collaborators.claimed[0] != first
