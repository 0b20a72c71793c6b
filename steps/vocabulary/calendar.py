"""The calendar of the countries that features name; in a country with several zones, that of its capital."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

_A_YEAR = 366  # days
_NOON = time(12)
_ZONES = {"DE": "Europe/Berlin", "JP": "Asia/Tokyo", "US": "America/New_York"}


def until_the_year_ends(country: str, now: datetime) -> timedelta:
    """How long the year lasts there; ValueError for a country without a known time zone."""
    zone = _zone(country)
    new_year = datetime(now.astimezone(zone).year + 1, 1, 1, tzinfo=zone)
    return new_year - now


def until_the_clocks_change(country: str, now: datetime, days: int, hour: int) -> timedelta:
    """How long it is there until this hour of the day that is so many days before the next change of clocks.

    ValueError for a country without a known time zone, and for one whose clocks do not change within a year.
    """
    zone = _zone(country)
    first = now.astimezone(zone).date() + timedelta(days=days + 1)
    for day in (first + timedelta(days=each) for each in range(_A_YEAR)):
        noons = [datetime.combine(each, _NOON, zone) for each in (day - timedelta(days=1), day)]
        if noons[0].utcoffset() != noons[1].utcoffset():
            before = day - timedelta(days=days)
            return datetime(before.year, before.month, before.day, hour, 30, tzinfo=zone) - now
    raise ValueError(f"the clocks of {country} do not change")


def local_time(country: str, at: datetime) -> datetime:
    """The moment by the clocks there; ValueError for a country without a known time zone."""
    return at.astimezone(_zone(country))


def _zone(country: str) -> ZoneInfo:
    if country not in _ZONES:
        raise ValueError(f"the time zone of {country} is not known; known are: {', '.join(_ZONES)}")
    return ZoneInfo(_ZONES[country])
