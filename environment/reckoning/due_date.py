"""The day until which a customer has to transfer the money, as records 21, 42 and 49 define it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

DAYS: Mapping[str, int] = {"advance": 7, "invoice": 14}
"""By way to pay, how many days after the day of the order the transfer is due."""
_PLACING = timedelta(minutes=1)
"""The days count from the submission, which precedes the order by seconds."""


def due_days(placed_at: datetime, days: int, zone: ZoneInfo) -> Collection[date]:
    """The due date at the destination; two are right for an order that was placed just after midnight."""
    submitted = ((placed_at - before).astimezone(zone).date() for before in (_PLACING, timedelta()))
    return {day + timedelta(days=days) for day in submitted}


def day_of(moment: datetime, zone: ZoneInfo) -> date:
    """The calendar day of a moment at the destination."""
    return moment.astimezone(zone).date()
