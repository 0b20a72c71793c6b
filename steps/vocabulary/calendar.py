"""The calendar of the countries that features name; in a country with several zones, that of its capital."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

_ZONES = {"DE": "Europe/Berlin", "JP": "Asia/Tokyo", "US": "America/New_York"}


def until_the_year_ends(country: str, now: datetime) -> timedelta:
    """How long the year lasts there; ValueError for a country without a known time zone."""
    if country not in _ZONES:
        raise ValueError(f"the time zone of {country} is not known; known are: {', '.join(_ZONES)}")
    zone = ZoneInfo(_ZONES[country])
    new_year = datetime(now.astimezone(zone).year + 1, 1, 1, tzinfo=zone)
    return new_year - now
