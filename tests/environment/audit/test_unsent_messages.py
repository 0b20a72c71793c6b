"""The audit waits for the outbox of each service that has one."""

from __future__ import annotations

import pytest

from environment.audit.database_probe import UNSENT
from environment.topology import bookstore_topology
from tests.owed_entries import Place, hold_complete


@pytest.mark.owed
def test_each_outbox_is_waited_for() -> None:
    points = bookstore_topology().points.values()
    with_outbox = {each.callee for each in points for row in each.operations if "outbox" in row.stores}
    hold_complete(
        with_outbox - UNSENT.keys(),
        Place("environment/audit/database_probe.py", "UNSENT: "),
        "add a query that counts what it has still to send",
    )
