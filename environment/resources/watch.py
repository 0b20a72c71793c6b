"""Measures what each service holds, after its first scenarios and at the end of the run."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from threading import Event

from environment.evidence.recording.exchange import Exchange
from environment.evidence.traffic.breach import TrafficBreach
from environment.resources.bounds import GrownResource, growth_of
from environment.resources.usage import DatabaseUsage, OpenTransaction, ProcessUsage, Usage, usage_of_process
from environment.runtime.processes.managed_process import ManagedProcess

FIRST_SCENARIOS = 10
"""So many scenarios must have called a service before it is measured: by then its pools and caches exist."""
HEADINGS = ("service", "held", "after its first scenarios", "at the end", "scenarios", "calls at one time")
_SETTLES_WITHIN = 3.0  # seconds for connections and transactions of calls that end just now
_PAUSE = 0.02
_TOO_FEW = f"fewer than {FIRST_SCENARIOS} scenarios: not compared"
_OF_PROCESS = tuple(field.name for field in fields(ProcessUsage))
_NOT_SHOWN = "not measured on this runtime"


@dataclass
class _Life:
    """One process of a service, from its start to its end. `started` is a new object for each start."""

    started: object
    scenarios: int = 0
    calls_at_once: int = 0
    before: Usage | None = None


class ResourceWatch:
    """The measurements of one run with a stack of its own. A restart of a service begins them anew."""

    def __init__(self, services: Mapping[str, ManagedProcess], databases: DatabaseUsage) -> None:
        self._services = services
        self._databases = databases
        self._lives: dict[str, _Life] = {}

    def open_transactions(self) -> list[TrafficBreach]:
        """A breach for each service that has left a transaction open after a scenario.

        A transaction that is seen between two of its statements is used again soon, and is none.
        """
        left = settled(self._databases.open_transactions)
        services = dict.fromkeys(service for service, _, _ in sorted(left))
        return [
            TrafficBreach(
                f"{service} -> postgres", f"{service} left a transaction open: it waits for its end"
            )
            for service in services
        ]

    def after_scenario(self, exchanges: Iterable[Exchange]) -> None:
        """Count the calls of a scenario, and measure the services whose first scenarios are over."""
        most, due = calls_at_once(exchanges), list[_Life]()
        for service in self._services:
            life = self._life(service)
            if calls := most.get(service):
                life.scenarios += 1
                life.calls_at_once = max(life.calls_at_once, calls)
                if life.scenarios == FIRST_SCENARIOS:
                    due.append(life)
        if due:
            usages = self._usages()
            for service, life in self._lives.items():
                if life in due:
                    life.before = usages[service]

    def grown(self) -> list[GrownResource]:
        """What the services hold beyond their bounds, once what is ending has ended."""
        began, never = time.monotonic(), Event()
        while found := self._growths(self._usages()):
            if time.monotonic() - began > _SETTLES_WITHIN:
                break
            never.wait(_PAUSE)
        return found

    def table(self) -> list[tuple[object, ...]]:
        """A row for each thing that a service holds, before and after."""
        usages = self._usages()
        return [row for service in self._services for row in self._rows(service, usages[service])]

    def close(self) -> None:
        """Close the connection to the database."""
        self._databases.close()

    def _growths(self, usages: Mapping[str, Usage]) -> list[GrownResource]:
        lives = {service: self._life(service) for service in self._services}
        return [
            growth
            for service, life in lives.items()
            if life.before is not None
            for growth in growth_of(service, life.before, usages[service], life.calls_at_once)
        ]

    def _usages(self) -> dict[str, Usage]:
        held = self._databases.held()
        return {
            service: Usage(*held.get(service, (0, 0)), usage_of_process(process))
            for service, process in self._services.items()
        }

    def _life(self, service: str) -> _Life:
        started = self._services[service].exit_pipe
        life = self._lives.get(service)
        if life is None or life.started is not started:
            life = self._lives[service] = _Life(started)
        return life

    def _rows(self, service: str, after: Usage) -> list[tuple[object, ...]]:
        life = self._life(service)
        first, last = _figures(life.before), _figures(after)
        return [
            (service, what, first.get(what, _TOO_FEW), last[what], life.scenarios, life.calls_at_once)
            for what in last
        ]


def _figures(usage: Usage | None) -> dict[str, object]:
    if usage is None:
        return {}
    shown = asdict(usage.process) if usage.process else dict.fromkeys(_OF_PROCESS, _NOT_SHOWN)
    return {"connections": usage.connections, "advisory locks": usage.locks, **shown}


def settled(read: Callable[[], set[OpenTransaction]]) -> set[OpenTransaction]:
    """The transactions that are seen at first and stay unchanged for as long as it takes to settle."""
    left, began, never = read(), time.monotonic(), Event()
    while left and time.monotonic() - began < _SETTLES_WITHIN:
        never.wait(_PAUSE)
        left &= read()
    return left


def calls_at_once(exchanges: Iterable[Exchange]) -> dict[str, int]:
    """The most calls that each callee was answering at one time."""
    changes = [(each.started, 1, each.callee) for each in exchanges]
    changes += [(each.ended, -1, each.callee) for each in exchanges if each.ended is not None]
    now, most = Counter[str](), dict[str, int]()
    for _, change, callee in sorted(changes):
        now[callee] += change
        most[callee] = max(most.get(callee, 0), now[callee])
    return most
