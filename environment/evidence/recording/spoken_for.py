"""For whom a stranger speaks: scenarios make requests with tokens of services, customers and the staff."""

from __future__ import annotations

import re

from environment.evidence.recording.exchange import Exchange
from environment.topology import STRANGER, arrow, topology

_SPEAKER = re.compile(r"a token of (?:a )?([a-z-]+)")


def integration_point_of(exchange: Exchange) -> str:
    """The arrow of who the token of a stranger's request is of, or of the only caller that may ask for it.

    Else that on which it was recorded.
    """
    if exchange.caller != STRANGER or exchange.request is None:
        return exchange.edge
    found = _SPEAKER.search(exchange.request.header("authorization") or "")
    meant = arrow(found[1], exchange.callee) if found else _of_the_only_caller(exchange)
    return meant if topology().has(meant) else exchange.edge


def _of_the_only_caller(exchange: Exchange) -> str:
    """The one arrow with this operation, as with a webhook that a stranger has forged; empty without one."""
    method, _, target = exchange.summary.partition(" ")
    points = [each for each in topology().points.values() if each.callee == exchange.callee]
    known = [each.arrow for each in points if each.operation_of(method, target)]
    return known[0] if len(known) == 1 else ""
