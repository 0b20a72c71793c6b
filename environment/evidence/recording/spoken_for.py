"""For whom a stranger speaks: scenarios make requests with tokens of services, customers and the staff."""

from __future__ import annotations

import re

from environment.evidence.recording.exchange import Exchange
from environment.topology import STRANGER, arrow, topology

_SPEAKER = re.compile(r"a token of (?:a )?([a-z-]+)")


def integration_point_of(exchange: Exchange) -> str:
    """The arrow of who the token of a stranger's request is of; else that on which it was recorded."""
    if exchange.caller != STRANGER or exchange.request is None:
        return exchange.edge
    found = _SPEAKER.search(exchange.request.header("authorization") or "")
    meant = arrow(found[1], exchange.callee) if found else ""
    return meant if topology().has(meant) else exchange.edge
