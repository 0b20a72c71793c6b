"""Kills a service at a point of a call: the proxy holds it there, a watcher kills, then the call goes on.

The request of whoever is acting waits meanwhile, so each kill has a thread of its own. It never sleeps: it
waits at the proxy until the call is held.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread

from environment.faults.errors import BadFault, NotReached
from environment.faults.line import FaultLine
from environment.faults.spec import FaultSpec
from environment.stack.target import CrashableTarget, Line
from environment.world.fault_injection import spec_of
from steps.vocabulary.crash_points import Restart
from steps.vocabulary.faults import Calls, Mishap

_LOOK = 0.5  # seconds between two looks whether the scenario is over
_COMES_WITHIN = 5.0  # seconds
_RESTARTS_WITHIN = 20.0  # seconds
Act = Callable[[], None]


class _Kill:
    """One kill that is to come. `end` ends a service while the call is held, `back` starts it again."""

    def __init__(self, line: FaultLine | Line, name: str, end: Act, back: Act) -> None:
        self.name = name
        self.restart: Restart | None = None
        self._line, self._end, self._back = line, end, back
        self._begun, self._over, self._giving_up = Event(), Event(), Event()
        self._failure = ""
        self._thread = Thread(target=self._watch, name=name, daemon=True)
        self._thread.start()

    def finish(self, until: float) -> str:
        """Wait until it is over, or (monotonic seconds) is not to be expected any more.

        A sentence about what went wrong, empty where nothing did.
        """
        self._begun.wait(max(0.0, until - time.monotonic()))
        if self._begun.is_set():
            self._over.wait(_RESTARTS_WITHIN)
        return "" if self.restart else f"{self.name}: {self._failure or 'it did not come back'}"

    def give_up(self) -> None:
        """The scenario is over: whoever lives lives on."""
        self._giving_up.set()
        with suppress(BadFault):  # it is healed already where it has struck
            self._line.heal(self.name)
        self._thread.join()

    def _watch(self) -> None:
        try:
            if self._held():
                self._begun.set()
                killed_at = time.monotonic()
                try:
                    self._end()
                    with suppress(BadFault):  # the scenario has just ended, and healed it
                        self._line.heal(self.name)
                finally:
                    self._back()
                up_at = time.monotonic()
                self.restart = Restart(up_at, up_at - killed_at)
        except Exception as error:  # noqa: BLE001 - the boundary of a thread: told in the scenario's verdict
            self._failure = f"{type(error).__name__}: {error}"
        finally:
            self._begun.set()
            self._over.set()

    def _held(self) -> bool:
        while not self._giving_up.is_set():
            try:
                self._line.wait_for(self.name, held=1, within=_LOOK)
            except (NotReached, BadFault) as not_yet:
                self._failure = f"nobody was killed. {not_yet}"
            else:
                self._failure = ""
                return True
        return False


class Killing:
    """What the scenario at hand kills. One for a run."""

    def __init__(self, target: CrashableTarget) -> None:
        self._target = target
        self.replicas = target.replicas
        self._kills: list[_Kill] = []

    def at(self, victim: str, calls: Calls, point: str) -> None:
        """SIGKILL for the victim when the call comes to this point; it is started again at once."""
        service = self._target.services[victim]
        self._expect_at(
            f"{victim} is killed at {calls.said}, {point}", calls, point, service.kill, service.start
        )

    def for_good_at(self, victim: str, calls: Calls, point: str) -> None:
        """SIGKILL for the first of two instances when the call comes to this point; the other one goes on."""
        name = f"one of two instances of {victim} is killed at {calls.said}, {point}"
        self._expect_at(name, calls, point, lambda: self.replicas.kill_primary(victim), lambda: None)

    def replaced_at(self, service: str, calls: Calls, point: str) -> None:
        """A new instance takes the place of the old one, which is told to stop, when the call comes there."""
        name = f"{service} is replaced at {calls.said}, {point}"
        self._expect_at(
            name,
            calls,
            point,
            lambda: self.replicas.replace(service),
            lambda: self.replicas.wait_stopped(service),
        )

    def database_at(self, service: str, statement: str, when: str) -> None:
        """PostgreSQL crashes just `before` or `after` the service commits such a statement, and recovers."""
        edge, database_server = f"{service} -> postgres", self._target.database_server

        def crash() -> None:
            database_server.crash()
            self._target.faults.cut(edge)  # what it had answered when it crashed was never heard

        name = f"PostgreSQL crashes just {when} {service} commits its work"
        held = Mishap("commit held", {"statement": statement, "at": when})
        self._expect(name, spec_of(name, Calls(edge, next=1), held), crash, database_server.recover)

    def last_restart(self) -> Restart:
        """The last of those that were to be killed; waits until all are up again.

        Raises AssertionError where a call at which somebody was to be killed has not come.
        """
        if not self._kills:
            raise AssertionError("nobody is killed in this scenario")
        failures = self._finish(_COMES_WITHIN)
        assert not failures, "\n".join(failures)
        return max(kill.restart for kill in self._kills if kill.restart)

    def over(self, within: float) -> list[str]:
        """The scenario is over: a sentence for each kill that has not come about within so many seconds."""
        failures = self._finish(within)
        for kill in self._kills:
            kill.give_up()
        self._kills.clear()
        return failures

    def _expect_at(self, name: str, calls: Calls, point: str, end: Act, back: Act) -> None:
        self._expect(name, spec_of(name, calls, Mishap("stop point", {"at": point})), end, back)

    def _expect(self, name: str, spec: FaultSpec, end: Act, back: Act) -> None:
        self._target.faults.add(spec)
        self._kills.append(_Kill(self._target.faults, name, end, back))

    def _finish(self, within: float) -> list[str]:
        until = time.monotonic() + within
        return [sentence for kill in self._kills if (sentence := kill.finish(until))]
