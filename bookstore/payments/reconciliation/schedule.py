"""The daily reconciliation, run by the instance that claims the day first."""

from __future__ import annotations

from datetime import timedelta

from bookstore.payments.reconciliation.reconciliation import GRACE, Reconciliation
from bookstore.payments.reconciliation.repository import FindingRepository
from bookstore.platform.clock import Clock

_DAY = timedelta(days=1)
_INTERVAL = timedelta(hours=1)


class ReconciliationSchedule:
    """Reconciles each day once; a span whose instance died is claimed again after an hour."""

    def __init__(self, reconciliation: Reconciliation, findings: FindingRepository, clock: Clock) -> None:
        self._reconciliation = reconciliation
        self._findings = findings
        self._clock = clock

    def run_once(self) -> float:
        """Reconcile the span since the last run, if a day has passed; the seconds until the next check."""
        now = self._clock.now()
        since = self._findings.reconciled_until()
        if since is None:
            self._start()
        elif now - since >= _DAY and self._findings.claim(since, now - GRACE, now, now - _INTERVAL):
            self._reconciliation.run(since, now - GRACE)
            self._findings.mark_reconciled(since, self._clock.now())
        return _INTERVAL.total_seconds()

    def _start(self) -> None:
        """A new database has no payments yet: the first span begins now."""
        now = self._clock.now()
        if self._findings.claim(now - GRACE, now - GRACE, now, now):
            self._findings.mark_reconciled(now - GRACE, now)
