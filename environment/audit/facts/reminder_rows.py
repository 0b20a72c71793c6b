"""Reminders of overdue invoices in a snapshot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from environment.audit.facts.moments import with_moments


@dataclass(frozen=True)
class ReminderRow:
    """A reminder that an order on invoice is overdue: `missing` minor units were still to come.

    An order that is owed has a row without a moment as long as its customer was not reminded. `canceled_at`:
    when it was canceled, None where it was not.
    """

    checkout_id: str
    missing: int | None
    reminded_at: datetime | None
    due_at: datetime
    canceled_at: datetime | None = None

    @classmethod
    def read(cls, **fields: Any) -> ReminderRow:
        """From the columns of the query."""
        return cls(**with_moments(fields, "reminded_at", "due_at", "canceled_at"))
