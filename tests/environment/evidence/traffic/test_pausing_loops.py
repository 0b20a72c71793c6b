"""A loop that finds nothing pauses before it looks again."""

from collections.abc import Sequence

from environment.evidence.recording.statements import Statement
from environment.evidence.traffic.breach import ScenarioTraffic
from environment.evidence.traffic.pausing_loops import loops_pause

from .purchase import purchase

_LOOK = "SELECT min(expires_at) FROM reservations WHERE state = ?"
_OTHER = "SELECT sku FROM titles WHERE sku = $1"


def _sent(
    texts: Sequence[str], pause: float, *, connection: int = 1, outcome: str = "SELECT 1"
) -> list[Statement]:
    edge = "inventory -> postgres"
    return [
        Statement(at, edge, connection, 1000 + at * pause, 1000 + at * pause, text, outcome, False)
        for at, text in enumerate(texts)
    ]


def _found(*statements: Statement) -> list[str]:
    return [*map(str, loops_pause(ScenarioTraffic([], statements=statements)))]


def test_a_loop_without_a_pause_is_found_once() -> None:
    texts = ["BEGIN", _LOOK, "COMMIT"] * 300

    assert _found(*_sent(texts, 0.001), *_sent(texts, 0.001, connection=2)) == [
        "inventory -> postgres: inventory looks for work without a pause: "
        "it has read the same 100 times in a second"
    ]


def test_a_loop_that_pauses_is_sound_however_long_it_runs() -> None:
    assert _found(*_sent([_LOOK] * 300, 0.02)) == []


def test_requests_that_read_the_same_do_other_things_as_well() -> None:
    assert _found(*_sent([_LOOK, _OTHER] * 300, 0.001)) == []


def test_many_lines_that_are_written_are_no_loop() -> None:
    assert _found(*_sent([_OTHER] * 300, 0.001, outcome="INSERT 0 1")) == []


def test_a_purchase_pauses() -> None:
    assert [*loops_pause(purchase())] == []
