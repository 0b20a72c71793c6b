"""The time zone in which the days of an order are reckoned (record 21)."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from babel.core import get_global

# Record 21: the day of an order is that of the destination; with several zones, that of the capital.
_ZONE_OF_CAPITAL = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CN": "Asia/Shanghai",
    "DE": "Europe/Berlin",
    "ES": "Europe/Madrid",
    "ID": "Asia/Jakarta",
    "MX": "America/Mexico_City",
    "NZ": "Pacific/Auckland",
    "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "US": "America/New_York",
}


def zones_of(country: str) -> list[ZoneInfo]:
    """The time zone of the country, of its capital; all where this table does not have the capital's."""
    zones = get_global("territory_zones").get(country, [])
    named = [_ZONE_OF_CAPITAL[country]] if country in _ZONE_OF_CAPITAL else (zones or ["UTC"])
    return [ZoneInfo(zone) for zone in named]
