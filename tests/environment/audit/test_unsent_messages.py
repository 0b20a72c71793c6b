"""The audit waits for the outbox of each service that has one."""

from __future__ import annotations

import pytest

from environment.audit.facts.database_probe import UNSENT
from environment.audit.facts.snapshot import MessageRow
from environment.audit.invariants import in_flight
from environment.topology import bookstore_topology
from tests.environment.audit.consistent_snapshot import snapshot_with
from tests.owed_entries import Place, hold_complete


@pytest.mark.owed
def test_each_outbox_is_waited_for() -> None:
    points = bookstore_topology().points.values()
    with_outbox = {each.callee for each in points for row in each.operations if "outbox" in row.stores}
    hold_complete(
        with_outbox - UNSENT.keys(),
        Place("environment/audit/facts/database_probe.py", "UNSENT: "),
        "add a query that counts what it has still to send",
    )


@pytest.mark.parametrize(
    ("destination", "arrow"),
    [("payments", "orders -> payments"), ("payments, refunds", "orders -> payments"), ("warehouse", None)],
)
def test_a_message_that_waits_names_the_arrow_to_its_receiver(destination: str, arrow: str | None) -> None:
    waiting = MessageRow(destination, "", None, 5, "503")
    assert [each.arrow for each in in_flight.messages_are_sent(snapshot_with(messages=(waiting,)))] == [arrow]
