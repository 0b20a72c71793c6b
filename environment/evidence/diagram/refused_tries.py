"""Tries to call a service that is down: they reach no proxy, and only the log of the caller has them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from environment.evidence.diagram.arrows import Arrow, CallOutcome
from environment.evidence.recording.captions import short
from environment.evidence.recording.exchange import Exchange

_TRY = re.compile(r"^(?P<caller>\w+) -> (?P<callee>\w+): (?P<call>[A-Z]+ /\S*): no connection")
_SOON = 5.0  # seconds
_FIRST = -1_000_000  # the number of the first of these arrows, far from recorded calls and from ghosts


def refused_tries(logs: Mapping[str, Sequence[str]], exchanges: Sequence[Exchange]) -> list[Arrow]:
    """An arrow for each try, by the lines of the services' logs in which a call found no connection."""
    tries = [_try_in(line) for lines in logs.values() for line in lines if "no connection" in line]
    found = [each for each in dict.fromkeys(tries) if each and not _is_drawn(each, exchanges)]
    return [replace(each, number=_FIRST + place) for place, each in enumerate(found)]


def _try_in(line: str) -> Arrow | None:
    entry = _entry(line)
    tried, at = _TRY.match(str(entry.get("why"))), _time_of(entry)
    if tried is None or at is None:
        return None
    return Arrow(
        number=_FIRST,
        caller=tried["caller"],
        callee=tried["callee"],
        started=at,
        ended=None,
        label=short(tried["call"]),
        answer="",
        outcome=CallOutcome.STOPPED,
        problem=f"{tried['callee']} is down: no connection",
        trace=entry.get("trace_id"),
    )


def _is_drawn(tried: Arrow, exchanges: Sequence[Exchange]) -> bool:
    """Whether the proxy has recorded the call: then a fault has kept it from its callee."""
    edge = f"{tried.caller} -> {tried.callee}"
    return any(
        each.edge == edge and short(each.summary) == tried.label and 0 <= tried.started - each.started < _SOON
        for each in exchanges
    )


def _entry(line: str) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except ValueError:
        return {}
    return entry if isinstance(entry, dict) else {}


def _time_of(entry: Mapping[str, Any]) -> float | None:
    try:
        return datetime.fromisoformat(str(entry.get("time"))).timestamp()
    except ValueError:
        return None
