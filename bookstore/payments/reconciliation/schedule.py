"""Once a day the books are compared, by whichever node comes first."""

from __future__ import annotations

from datetime import timedelta

from bookstore.payments.reconciliation.reconciliation import GRACE, Reconciliation
from bookstore.payments.reconciliation.repository import Findings
from bookstore.platform.clock import Clock

_DAY = timedelta(days=1)
_LOOK_AGAIN = timedelta(hours=1)


class Nightly:
    """Compares each day once; a span whose node died is taken over after an hour."""

    def __init__(self, reconciliation: Reconciliation, findings: Findings, clock: Clock) -> None:
        self._reconciliation = reconciliation
        self._findings = findings
        self._clock = clock

    def act(self) -> float:
        """Compare what has not been compared yet, if a day has passed (a worker's act)."""
        now = self._clock.now()
        since = self._findings.compared_until()
        if since is None:
            self._begin()
        elif now - since >= _DAY and self._findings.claim(since, now - GRACE, now, now - _LOOK_AGAIN):
            self._reconciliation.run(since, now - GRACE)
            self._findings.ended(since, self._clock.now())
        return _LOOK_AGAIN.total_seconds()

    def _begin(self) -> None:
        """A service that has just been set up has nothing to compare yet."""
        now = self._clock.now()
        if self._findings.claim(now - GRACE, now - GRACE, now, now):
            self._findings.ended(now - GRACE, now)
