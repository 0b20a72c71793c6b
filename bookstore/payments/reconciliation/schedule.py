"""The daily reconciliation, run by the instance that claims the day first."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from bookstore.payments.gateway.answers import GatewayError
from bookstore.payments.reconciliation.reconciliation import GRACE, Reconciliation
from bookstore.payments.reconciliation.repository import FindingRepository
from bookstore.platform.clock import Clock
from bookstore.platform.http import CallFailed

_DAY = timedelta(days=1)
_LONGEST_SPAN = timedelta(days=7)  # after a long outage: a list of the gateway has to end in time
_INTERVAL = timedelta(hours=1)
_log = logging.getLogger(__name__)


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
            is_complete = self._findings.claim(since, until, now, now - _INTERVAL) and self._ran(since, until)
            if is_complete and now - until >= _DAY:
                return 0.0
        return _INTERVAL.total_seconds()

    def _ran(self, since: datetime, until: datetime) -> bool:
        """Whether this span is reconciled now. Without an answer of others it is claimed again later."""
        try:
            self._reconciliation.run(since, until)
        except (GatewayError, CallFailed) as failure:
            _log.warning("a day could not be reconciled", extra={"since": since, "why": str(failure)})
            return False
        self._findings.mark_reconciled(since, self._clock.now())
        return True

    def _start(self) -> None:
        """A new database has no payments yet: the first span begins where this one, without any, has ended.

        A span is known by its beginning: that of the first one must be another.
        """
        now = self._clock.now()
        since, until = now - GRACE - _INTERVAL, now - GRACE
        if self._findings.claim(since, until, now, now):
            self._findings.mark_reconciled(since, now)
