"""What crossed the arrows, in the words of features, and the tables of calls at which a service is killed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from environment.evidence.recording.exchange import PEOPLE, Exchange
from environment.faults.line import FaultLine
from environment.stack.target import Line
from environment.topology.operations import act_of
from environment.world.crash_table import KillTable

FOLDER = Path("features/resilience")
PROPOSALS = Path("reports/crash-points")


@dataclass
class NotedCalls:
    """The calls since the list was begun, on all arrows but those to the databases."""

    line: FaultLine | Line
    since: int = 0

    def note(self) -> None:
        """Begin a list."""
        self.since = self.line.last()

    def differences_from(self, feature: str) -> list[str]:
        """What the list has and the feature's table has not, and the other way round, a sentence each.

        The feature with the table as it should be is left in reports/crash-points/.
        """
        name = f"{feature.lower().replace(' ', '_')}.feature"
        noted = list(in_words(self.line.exchanges(self.since, without=["postgres"])))
        table = KillTable.read(FOLDER / name)
        PROPOSALS.mkdir(parents=True, exist_ok=True)
        (PROPOSALS / name).write_text(table.with_calls(noted), "utf-8")
        return table.differences(noted)


def in_words(exchanges: Iterable[Exchange]) -> Iterator[str]:
    """Each call as features name it: `the capture from payments to gateway`, the nth where there are several.

    What people only look at is left out: nobody's work is to be done then.
    """
    kinds = [_kind(each) for each in exchanges if not _is_a_look(each)]
    often, seen = Counter(kinds), Counter[tuple[str, str]]()
    for kind in kinds:
        seen[kind] += 1
        act, arrow = kind
        nth = f"{_ordinal(seen[kind])} " if often[kind] > 1 else ""
        yield f"the {nth}{act} from {arrow.replace(' -> ', ' to ')}"


def _kind(exchange: Exchange) -> tuple[str, str]:
    method, _, path = exchange.summary.partition(" ")
    return act_of(exchange.edge, method, path), exchange.edge


def _is_a_look(exchange: Exchange) -> bool:
    return exchange.caller in PEOPLE and exchange.summary.startswith("GET ")


def _ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
