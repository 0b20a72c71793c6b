"""The recorded calls and commits of a scenario, compared with the crash table of a feature."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from environment.evidence.recording.exchange import PEOPLE, Exchange
from environment.evidence.recording.operation import is_read
from environment.evidence.traffic.breach import ScenarioTraffic
from environment.evidence.traffic.credentials import tokens_are_used_until_they_are_old
from environment.faults.proxy_client import ProxyClient
from environment.stack.fault_proxy import FaultProxy
from environment.topology import Protocol, topology
from environment.world.agreed_calls import RecordedCall, numbered, write_recording
from environment.world.crash_commits import Commits, commit_differences, recorded_commits, write_commits
from environment.world.crash_table import CrashTable, crash_points_at

_RECORDINGS = Path("reports/crash-points")
RECORDED_CALLS, RECORDED_COMMITS = _RECORDINGS / "calls", _RECORDINGS / "commits"


@dataclass
class ProxyRecordedCalls:
    """Implements `steps.world.ports.RecordedCalls`: calls, and the commits that services make for them."""

    proxy: ProxyClient | FaultProxy
    since: int = 0

    def start(self) -> None:
        """Begin the lists."""
        self.since = self.proxy.last()

    def differences_from(self, feature: str, edge: str = "") -> list[tuple[str, str]]:
        """Arrow and sentence of each call or commit that only the lists or only the feature's table has.

        With an edge, the lists are those of the calls on this edge, and of the commits of its two ends since
        the first of these calls. Writes the lists to reports/crash-points/, from which `make crash-points`
        writes the table.
        """
        table = CrashTable.of(feature)
        exchanges = self.proxy.exchanges(self.since, without=["postgres"])
        ours = [each for each in exchanges if edge in ("", each.edge)]
        calls = recorded(ours)
        commits = self._commits_of(edge, min((each.started for each in ours), default=0.0))
        write_recording(RECORDED_CALLS / f"{table.path.stem}.json", calls)
        write_commits(RECORDED_COMMITS / f"{table.path.stem}.json", commits)
        return [
            *table.differences(crash_points_at(numbered(calls))),
            *commit_differences(table.rows, commits),
        ]

    def tokens_signed_early(self) -> Mapping[str, str]:
        """A sentence for each service that signed a token for another one while its last was new."""
        exchanges = self.proxy.exchanges(without=["postgres"])  # the record is emptied between scenarios
        return {
            each.arrow: each.sentence
            for each in tokens_are_used_until_they_are_old(ScenarioTraffic(exchanges))
        }

    def _commits_of(self, edge: str, first_call: float) -> Commits:
        statements = self.proxy.statements(self.since)
        return (
            recorded_commits(statements, edge.split(" -> "), first_call)
            if edge
            else recorded_commits(statements)
        )


def recorded(exchanges: Iterable[Exchange]) -> list[RecordedCall]:
    """The calls, without reads of customers and staff: a crash interrupts no work of a service there.

    What the scenario sends in the gateway's place is its act, and follows from no work of the shop. A
    statement that a fault has touched is no call.
    """
    calls = [
        each
        for each in exchanges
        if each.protocol != Protocol.POSTGRES and not (_is_read_by_person(each) or _is_sent_by_scenario(each))
    ]
    return [RecordedCall(*_operation(each), bool(each.deliveries or not each.faults)) for each in calls]


def _operation(exchange: Exchange) -> tuple[str, str]:
    if exchange.protocol == Protocol.SMTP:
        return topology().point(exchange.edge).command(exchange.summary).word, exchange.edge
    method, _, path = exchange.summary.partition(" ")
    return topology().word_of(exchange.edge, method, path), exchange.edge


def _is_read_by_person(exchange: Exchange) -> bool:
    return exchange.caller in PEOPLE and is_read(exchange)


def _is_sent_by_scenario(exchange: Exchange) -> bool:
    """Whether a call of the gateway carries a scenario, which the gateway knows nothing of."""
    return exchange.caller == "gateway" and exchange.correlation is not None
