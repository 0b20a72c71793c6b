"""Due dates in the calendar of the destination: at the end of a year, and when the clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from environment.reckoning.due_date import day_of, due_days

BERLIN, TOKYO = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Tokyo")


@pytest.mark.parametrize(
    ("placed_at", "zone", "due"),
    [
        (datetime(2026, 12, 31, 14, 58, tzinfo=UTC), TOKYO, date(2027, 1, 14)),
        (datetime(2026, 12, 31, 15, 2, tzinfo=UTC), TOKYO, date(2027, 1, 15)),
        (datetime(2027, 3, 25, 22, 30, tzinfo=UTC), BERLIN, date(2027, 4, 8)),
        (datetime(2027, 10, 23, 22, 30, tzinfo=UTC), BERLIN, date(2027, 11, 7)),
    ],
)
def test_days_are_counted_at_the_destination(placed_at: datetime, zone: ZoneInfo, due: date) -> None:
    assert due_days(placed_at, 14, zone) == {due}


def test_an_order_just_after_midnight_may_have_been_submitted_before() -> None:
    placed_at = datetime(2026, 12, 31, 23, 0, 30, tzinfo=UTC)
    assert due_days(placed_at, 7, BERLIN) == {date(2027, 1, 7), date(2027, 1, 8)}


def test_the_day_of_a_moment_is_that_of_the_destination() -> None:
    assert day_of(datetime(2026, 12, 31, 15, 2, tzinfo=UTC), TOKYO) == date(2027, 1, 1)
