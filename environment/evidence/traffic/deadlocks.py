"""Rows are locked in one order everywhere: else two transactions wait for each other, and one is ended.

Whose transaction was ended asks again, so that nothing else may be wrong: the shop is slow where it is busy.
"""

from __future__ import annotations

from collections.abc import Iterator

from environment.evidence.traffic.breach import ScenarioTraffic, TrafficBreach
from environment.topology import topology

_DEADLOCK = "ERROR 40P01"
"""The code of PostgreSQL, https://www.postgresql.org/docs/current/errcodes-appendix.html"""
_LONGEST = 120  # characters of a statement


def rows_are_locked_in_one_order(traffic: ScenarioTraffic) -> Iterator[TrafficBreach]:
    """A breach for each text of a statement at which the database has ended a transaction."""
    for statement in traffic.statements:
        if _DEADLOCK in statement.outcome and not statement.has_faults:
            sentence = (
                f"two transactions of {statement.service} locked the same rows in opposite orders, and the "
                f"database ended one of them (a deadlock) at: {statement.text[:_LONGEST]}"
            )
            yield TrafficBreach(topology().database_of(statement.service).arrow, sentence)
