"""Order numbers, ids and tokens that cannot be guessed from each other, within a scenario and over the run.

An id that the shop gives to people is a random UUID (version 4, RFC 9562, section 5.4). Of a refund that the
shop did not begin by a request, payments makes the id from the checkout's (version 5): it opens nothing, and
orders shows it. An order number is
public and opens nothing by itself, but one that follows another would tell how much the shop sells. A cart
token opens the cart: it has 128 random bits and has no part in common with an id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import log2

from environment.evidence.recording.exchange import PEOPLE, Exchange
from environment.evidence.recording.operation import operation_of
from environment.evidence.traffic.breach import ScenarioTraffic, TrafficBreach
from environment.topology import topology

_UUID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
_ORDER_NUMBER = re.compile(r"\bBK-([0-9A-HJKMNP-TV-Z]{4})-([0-9A-HJKMNP-TV-Z]{4})\b")
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32
_SHOWS_REFUNDS = "orders"
_CLOSE = 256  # of 2**40 numbers: two random ones are as close once in two thousand million pairs
_COMMON = 10  # characters; random values have so many in common once in 10**12 pairs
_LEAST_BITS = 128
_BITS_PER_CHARACTER = log2(64)


class Unguessable:
    """The check, which remembers the latest values of the run. One for a run."""

    def __init__(self) -> None:
        self._last_number: int | None = None
        self._last_ids: dict[str, str] = {}
        self._last_token = ""

    def __call__(self, traffic: ScenarioTraffic) -> Iterator[TrafficBreach]:
        """A breach for each value that follows from another, or that has too few random bits."""
        services = topology().services
        ids: dict[str, None] = {}
        for exchange in traffic.exchanges:
            if exchange.callee in services and exchange.answered is not None:
                given = [*_given(exchange)]
                yield from self._ids(exchange, [one for one in given if one not in ids])
                ids |= dict.fromkeys(given)
                yield from self._numbers(exchange, ids)
        yield from self._tokens(traffic, ids)

    def _ids(self, exchange: Exchange, given: list[str]) -> Iterator[TrafficBreach]:
        if exchange.caller not in PEOPLE:
            return
        for one in given:
            version, last = one[14], self._last_ids.get(exchange.callee, "")
            self._last_ids[exchange.callee] = one
            if version == "5" and exchange.callee == _SHOWS_REFUNDS:
                continue
            if version != "4":
                why = f"gives an id that is not random: a UUID of version {version} (RFC 9562)"
            elif one != last and (one[:_COMMON] == last[:_COMMON] or one[-_COMMON:] == last[-_COMMON:]):
                why = "gives an id that follows from the one before"
            else:
                continue
            sentence = f"the answer to {operation_of(exchange)} {why}"
            yield TrafficBreach(exchange.edge, sentence, exchange=exchange.number)

    def _numbers(self, exchange: Exchange, ids: dict[str, None]) -> Iterator[TrafficBreach]:
        if exchange.callee != "orders" or not exchange.summary.startswith("PUT "):
            return
        assert exchange.answered is not None
        for found in _ORDER_NUMBER.finditer(exchange.answered.body):
            symbols = found[1] + found[2]
            number = sum(_ALPHABET.index(one) * 32**place for place, one in enumerate(reversed(symbols)))
            last, self._last_number = self._last_number, number
            if last is not None and 0 < abs(number - last) <= _CLOSE:
                why = "follows from the one before: it tells how much the shop sells"
            elif any(symbols.lower() in one.replace("-", "") for one in ids):
                why = "is a part of an id of the same scenario"
            else:
                continue
            yield TrafficBreach(exchange.edge, f"an order number {why}", exchange=exchange.number)

    def _tokens(self, traffic: ScenarioTraffic, ids: dict[str, None]) -> Iterator[TrafficBreach]:
        known = "\n".join(one.replace("-", "") for one in ids)
        for said, token in traffic.secrets.items():
            if "cart token" not in said:
                continue
            last, self._last_token = self._last_token, token
            plain = token.replace("-", "").lower()
            if len(token) * _BITS_PER_CHARACTER < _LEAST_BITS:
                why = f"has fewer than {_LEAST_BITS} random bits"
            elif _shares(plain, known):
                why = "has a part in common with an id, which opens nothing"
            elif token != last and _shares(token, last):
                why = "has a part in common with another token"
            else:
                continue
            yield TrafficBreach("customer -> cart", f"{said} {why}")


def _given(exchange: Exchange) -> Iterator[str]:
    """The ids in an answer that its request does not name."""
    assert exchange.answered is not None
    location = exchange.answered.header("location") or ""
    asked = f"{exchange.summary} {exchange.request.body if exchange.request else ''}"
    return (one for one in _UUID.findall(f"{exchange.answered.body} {location}") if one not in asked)


def _shares(one: str, other: str) -> bool:
    return any(one[at : at + _COMMON] in other for at in range(len(one) - _COMMON + 1))
