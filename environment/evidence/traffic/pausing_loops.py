"""A background loop that finds nothing to do pauses before it looks again.

One without a pause changes nothing: it keeps a processor and the database busy, and the shop is slow for all.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator

from environment.evidence.recording.statements import Statement
from environment.evidence.traffic.breach import ScenarioTraffic, TrafficBreach

_MOST = 100  # times in a row: a loop that is woken for each call of a scenario looks twelve times
_SPAN = 1.0  # seconds
_READ = "SELECT "  # the command tag
_FRAMES = ("BEGIN", "COMMIT", "ROLLBACK")


def loops_pause(traffic: ScenarioTraffic) -> Iterator[TrafficBreach]:
    """A breach for each arrow on which one connection carries the same read again and again, and no more."""
    by_connection = defaultdict[tuple[str, int], list[Statement]](list)
    for statement in traffic.statements:
        if not statement.text.startswith(_FRAMES):
            by_connection[statement.edge, statement.connection].append(statement)
    arrows = dict.fromkeys(edge for (edge, _), sent in by_connection.items() if _never_pauses(sent))
    for arrow in arrows:
        service = arrow.partition(" -> ")[0]
        sentence = f"{service} looks for work without a pause: it has read the same {_MOST} times in a second"
        yield TrafficBreach(arrow, sentence, "request")


def _never_pauses(sent: list[Statement]) -> bool:
    """Whether so many statements of a connection that follow each other are one read, within a second."""
    row = deque[Statement](maxlen=_MOST)
    for statement in sent:
        if row and row[-1].text != statement.text:
            row.clear()
        if statement.outcome.startswith(_READ):
            row.append(statement)
        if len(row) == _MOST and statement.started - row[0].started <= _SPAN:
            return True
    return False
