"""When a service is measured, and what counts as a transaction that was left open."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from environment.evidence.recording.exchange import Exchange
from environment.resources.watch import FIRST_SCENARIOS, ResourceWatch, calls_at_once, settled


def call(started: float, ended: float | None, edge: str = "customer -> orders") -> Exchange:
    return Exchange(1, edge, "http", 1, started, ended, None, "", (), "", 1, None, None, None)


class Databases:
    """What the services hold in their databases, as the test sets it."""

    def __init__(self) -> None:
        self.connections = 4

    def held(self) -> dict[str, tuple[int, int]]:
        return {"orders": (self.connections, 0)}

    def open_transactions(self) -> set[Any]:
        return set()


def watch_of(process: Any, databases: Databases) -> ResourceWatch:
    services: Any = {"orders": process}
    held: Any = databases
    return ResourceWatch(services, held)


def test_calls_at_one_time_are_counted_for_each_callee() -> None:
    calls = [call(1, 4), call(2, 3), call(3.5, None), call(1, 9, "checkout -> cart")]
    assert calls_at_once(calls) == {"orders": 2, "cart": 1}


def test_a_service_is_checked_against_what_it_held_after_the_first_scenarios_that_called_it() -> None:
    databases = Databases()
    watch = watch_of(SimpleNamespace(exit_pipe=object()), databases)
    for _ in range(FIRST_SCENARIOS):
        watch.after_scenario([])
    databases.connections = 40
    assert watch.grown() == [], "nothing was measured yet"
    databases.connections = 4
    for _ in range(FIRST_SCENARIOS):
        watch.after_scenario([call(1, 2)])
    databases.connections = 40
    assert [each.arrow for each in watch.grown()] == ["orders -> postgres"]


def test_a_restart_begins_the_measurement_anew() -> None:
    databases, process = Databases(), SimpleNamespace(exit_pipe=object())
    watch = watch_of(process, databases)
    for _ in range(FIRST_SCENARIOS):
        watch.after_scenario([call(1, 2)])
    process.exit_pipe, databases.connections = object(), 40
    assert watch.grown() == []
    assert {row[2] for row in watch.table()} == {"fewer than 10 scenarios: not compared"}


def test_a_transaction_between_two_statements_is_not_left_open() -> None:
    readings = iter([{("orders", 1, "a"), ("cart", 2, "a")}, {("orders", 1, "b"), ("cart", 2, "a")}, set()])
    assert settled(lambda: next(readings)) == set()


def test_a_transaction_that_nothing_uses_again_is_left_open() -> None:
    assert settled(lambda: {("orders", 1, "a")}) == {("orders", 1, "a")}
