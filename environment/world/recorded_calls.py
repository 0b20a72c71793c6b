"""The recorded calls of a scenario in the words of features, compared with the crash table of a feature."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from environment.evidence.recording.exchange import PEOPLE, Exchange
from environment.faults.proxy_client import ProxyClient
from environment.stack.target import FaultProxy
from environment.topology import Protocol, topology
from environment.world.crash_table import CrashTable

FOLDER = Path("features/resilience")
PROPOSALS = Path("reports/crash-points")


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

        With an edge, the list is that of the calls on this edge. Writes the feature with the corrected table
        to reports/crash-points/.
        """
        name = f"{feature.lower().replace(' ', '_')}.feature"
        exchanges = self.proxy.exchanges(self.since, without=["postgres"])
        calls = list(in_words(each for each in exchanges if edge in ("", each.edge)))
        table = CrashTable.read(FOLDER / name)
        PROPOSALS.mkdir(parents=True, exist_ok=True)
        (PROPOSALS / name).write_text(table.with_calls(calls), "utf-8")
        return table.differences(calls)


def in_words(exchanges: Iterable[Exchange]) -> Iterator[str]:
    """Each call as features name it: `the capture from payments to gateway`, with its number if repeated.

    Left out are reads of customers and staff (no service has work to do that a crash could interrupt), and
    calls that a fault of the scenario answered in place of the callee. The numbers count the latter.
    """
    calls = [each for each in exchanges if not _is_read_by_person(each)]
    total, seen = Counter(map(_operation, calls)), Counter[tuple[str, str]]()
    for call in calls:
        word, edge = operation = _operation(call)
        seen[operation] += 1
        nth = f"{_ordinal(seen[operation])} " if total[operation] > 1 else ""
        if call.deliveries or not call.faults:
            yield f"the {nth}{word} from {edge.replace(' -> ', ' to ')}"


def _operation(exchange: Exchange) -> tuple[str, str]:
    if exchange.protocol == Protocol.SMTP:
        return topology().point(exchange.edge).command(exchange.summary).word, exchange.edge
    method, _, path = exchange.summary.partition(" ")
    return topology().word_of(exchange.edge, method, path), exchange.edge


def _is_read_by_person(exchange: Exchange) -> bool:
    return exchange.caller in PEOPLE and exchange.summary.startswith("GET ")


def _ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
