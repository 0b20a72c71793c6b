"""The recorded calls of a scenario in the words of features, compared with the crash table of a feature."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from environment.evidence.recording.exchange import PEOPLE, Exchange
from environment.evidence.traffic.transactions import committed_transactions
from environment.faults.proxy_client import ProxyClient
from environment.stack.target import FaultProxy
from environment.topology import Protocol, topology
from environment.world.agreed_calls import RecordedCall, numbered, write_recording
from environment.world.commit_table import differences, rows_of
from environment.world.crash_table import CrashTable

FOLDER = Path("features/resilience")
RECORDINGS = Path("reports/crash-points")


@dataclass
class ProxyRecordedCalls:
    """Implements `steps.world.ports.RecordedCalls`: calls on all edges but those to the databases."""

    proxy: ProxyClient | FaultProxy
    since: int = 0

    def start(self) -> None:
        """Begin a list of calls."""
        self.since = self.proxy.last()

    def differences_from(self, feature: str, edge: str = "") -> list[str]:
        """A sentence for each call that only the list has or only the feature's crash table has.

        With an edge, the list is that of the calls on this edge. Writes the list to reports/crash-points/,
        from which `make crash-points` writes the table.
        """
        name = feature.lower().replace(" ", "_")
        exchanges = self.proxy.exchanges(self.since, without=["postgres"])
        calls = recorded(each for each in exchanges if edge in ("", each.edge))
        write_recording(RECORDINGS / f"{name}.json", calls)
        return CrashTable.read(FOLDER / f"{name}.feature").differences(list(numbered(calls)))

    def commits_that_differ_from(self, feature: str) -> list[str]:
        """A sentence for each kind of commit that only the services or only the feature's table have."""
        rows = rows_of(FOLDER / f"{feature.lower().replace(' ', '_')}.feature")
        return list(differences(rows, committed_transactions(self.proxy.statements(self.since))))


def recorded(exchanges: Iterable[Exchange]) -> list[RecordedCall]:
    """The calls, without reads of customers and staff: a crash interrupts no work of a service there.

    What the scenario sends in the gateway's place is its act, and follows from no work of the shop.
    """
    calls = [each for each in exchanges if not (_is_read_by_person(each) or _is_sent_by_scenario(each))]
    return [RecordedCall(*_operation(each), bool(each.deliveries or not each.faults)) for each in calls]


def _operation(exchange: Exchange) -> tuple[str, str]:
    if exchange.protocol == Protocol.SMTP:
        return topology().point(exchange.edge).command(exchange.summary).word, exchange.edge
    method, _, path = exchange.summary.partition(" ")
    return topology().word_of(exchange.edge, method, path), exchange.edge


def _is_read_by_person(exchange: Exchange) -> bool:
    return exchange.caller in PEOPLE and exchange.summary.startswith("GET ")


def _is_sent_by_scenario(exchange: Exchange) -> bool:
    """Whether a call of the gateway carries a scenario, which the gateway knows nothing of."""
    return exchange.caller == "gateway" and exchange.correlation is not None
