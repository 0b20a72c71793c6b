"""The daily reconciliation, run by the instance that claims the day first."""

from __future__ import annotations

from datetime import timedelta

from bookstore.payments.reconciliation.reconciliation import GRACE, Reconciliation
from bookstore.payments.reconciliation.repository import FindingRepository
from bookstore.platform.clock import Clock

_DAY = timedelta(days=1)
_LONGEST_SPAN = timedelta(days=7)  # after a long outage: a list of the gateway has to end in time
_INTERVAL = timedelta(hours=1)


class ReconciliationSchedule:
    """Reconciles each day once; a span whose instance died is claimed again after an hour."""

    def __init__(self, reconciliation: Reconciliation, findings: FindingRepository, clock: Clock) -> None:
        self._reconciliation = reconciliation
        self._findings = findings
        self._clock = clock

    def run_once(self) -> float:
        """Reconcile from the end of the last complete run, once a day; the seconds to the next check.

        The end moves only when a run is complete: one that failed is made up for, however long that lasts.
        """
        now = self._clock.now()
        since = self._findings.reconciled_until()
        if since is None:
            self._start()
        elif now - since >= _DAY:
            until = min(since + _LONGEST_SPAN, now - GRACE)
            if self._findings.claim(since, until, now, now - _INTERVAL):
                self._reconciliation.run(since, until)
                self._findings.mark_reconciled(since, self._clock.now())
                return 0.0 if now - until >= _DAY else _INTERVAL.total_seconds()
        return _INTERVAL.total_seconds()

    def _start(self) -> None:
        """A new database has no payments yet: the first span begins now."""
        now = self._clock.now()
        if self._findings.claim(now - GRACE, now - GRACE, now, now):
            self._findings.mark_reconciled(now - GRACE, now)
