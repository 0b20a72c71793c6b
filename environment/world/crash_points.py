"""Kills a service at a point of a call: the proxy holds the call, a thread kills, then the call goes on.

Other work goes on while the call is held. Most of it may come before the kill or after it, but a mail that is
handed over just before the kill is rightly sent twice, and a second webhook tells what the first one was to
tell. Such calls are held until the kill is done.

The thread of the scenario waits for the answer to its own request during the crash, so each crash has a
thread of its own. That thread never sleeps: it waits at the proxy until the call is held.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from threading import Event, Thread

from environment.faults.errors import FaultWaitTimeout, InvalidFault
from environment.faults.proxy_client import ProxyClient
from environment.stack.fault_proxy import FaultProxy
from environment.stack.target import CrashableTarget
from environment.topology import PartKind, Protocol, topology
from steps.vocabulary.crash_points import Restart
from steps.vocabulary.fault_spec import CallPattern, FaultSpec
from steps.vocabulary.faults import parse_calls
from steps.vocabulary.statements import writing

_POLL = 0.5  # seconds after which a waiting thread checks whether the scenario is over
_REACHED_WITHIN = 5.0  # seconds
_RESTARTS_WITHIN = 10.0  # seconds beside those that a part takes to start
_ALL_THAT_FOLLOW = 1_000  # calls
Action = Callable[[], None]


@dataclass(frozen=True)
class CrashFailed:
    """A kill that has not come about, or after which the service has not come back.

    arrow: of the call at which it was to come; empty where it has come.
    """

    crash: str
    arrow: str
    failure: str

    def __str__(self) -> str:
        return f"{self.crash}: {self.failure}"


class _Crash:
    """One planned crash. `end` ends a service while the proxy holds the call, `restart` starts it again."""

    def __init__(
        self,
        proxy: ProxyClient | FaultProxy,
        faults: Sequence[FaultSpec],
        end: Action,
        restart: Action,
        start_seconds: float,
    ) -> None:
        """The first of the faults holds the call; the others hold other work until the service has ended."""
        self.name = faults[0].name
        self._faults = faults
        self._restarts_within = start_seconds + _RESTARTS_WITHIN
        self.restarted: Restart | None = None
        self._proxy, self._end, self._restart = proxy, end, restart
        self._begun, self._over, self._canceled = Event(), Event(), Event()
        self._failure = ""
        self._thread = Thread(target=self._run, name=self.name, daemon=True)
        self._thread.start()

    @property
    def awaited_on(self) -> str:
        """The arrow of the call that has not come yet; empty for none."""
        return "" if self.has_begun else self._faults[0].edge

    @property
    def has_begun(self) -> bool:
        """Whether the call has come at which it ends the service."""
        return self._begun.is_set()

    def finish(self, until: float) -> str:
        """Wait for the restart; a crash that has not begun `until` then (monotonic seconds) has failed.

        Returns a sentence about the failure, or an empty text.
        """
        self._begun.wait(max(0.0, until - time.monotonic()))
        if self._begun.is_set():
            self._over.wait(self._restarts_within)
        return "" if self.restarted else self._failure or "it did not come back"

    def cancel(self) -> None:
        """The scenario is over: a crash that has not begun does not happen."""
        self._canceled.set()
        self._heal()  # done by _run already, if the crash has happened
        self._thread.join()

    def _heal(self) -> None:
        """Let everything go on that is held. The scenario may have healed all faults as it ended."""
        for fault in self._faults:
            with suppress(InvalidFault):
                self._proxy.heal(fault.name)

    def _run(self) -> None:
        try:
            if self._wait_until_held():
                self._begun.set()
                killed_at = time.monotonic()
                try:
                    self._end()
                    self._heal()
                finally:
                    self._restart()
                up_at = time.monotonic()
                self.restarted = Restart(up_at, up_at - killed_at)
        except Exception as error:  # noqa: BLE001 - the boundary of a thread: the scenario reports the error
            self._failure = f"{type(error).__name__}: {error}"
        finally:
            self._begun.set()
            self._over.set()

    def _wait_until_held(self) -> bool:
        """Whether the call has come; False if the crash was canceled before."""
        while not self._canceled.is_set():
            try:
                self._proxy.wait_for(self.name, held=1, within=_POLL)
            except (FaultWaitTimeout, InvalidFault) as not_yet:
                self._failure = f"no service was killed. {not_yet}"
            else:
                self._failure = ""
                return True
        return False


class ProxyCrashInjector:
    """Implements `CrashInjector` and `Restarts`: the crashes of the current scenario. One for a run."""

    def __init__(self, target: CrashableTarget) -> None:
        self._target = target
        self.replicas = target.replicas
        self._crashes: list[_Crash] = []
        self._suspended: set[str] = set()

    def kill_at(self, service: str, calls: CallPattern, point: str) -> None:
        """Send SIGKILL to the service when such a call reaches the point, and start it again."""
        part = self._target.services[service]
        name = f"{service} is killed at {calls.text}, {point}"
        self._crash_at(name, calls, point, part.kill, part.start, others=_held_until(name, service, calls))

    def kill_at_commit(self, service: str, table: str, nth: int, when: str) -> None:
        """Send SIGKILL to the service at its nth COMMIT that writes this table, and start it again.

        A commit by which the service records that it sends a mail comes with this mail, which must not wait.
        """
        part, calls = self._target.services[service], CallPattern(f"{service} -> postgres", nth=nth)
        name = f"{service} is killed {when} commit {nth} of {table}"
        held = FaultSpec(name, calls, "commit held", {"statement": writing(table), "at": when})
        self._crash(held, part.kill, part.start, _held_until_commit(name, service, table, nth))

    def kill_primary_at(self, service: str, calls: CallPattern, point: str) -> None:
        """Send SIGKILL to the first of two instances when such a call reaches the point."""
        name = f"one of two instances of {service} is killed at {calls.text}, {point}"
        others = _held_until(name, service, calls)
        end = partial(self.replicas.kill_primary, service)
        self._crash_at(name, calls, point, end, lambda: None, others=others)

    def suspend_primary_at(
        self, service: str, calls: CallPattern, point: str, *, cut_off: bool = True
    ) -> None:
        """Suspend the first of two instances when such a call reaches the point; the second is called."""
        name = f"one of two instances of {service} is suspended at {calls.text}, {point}"
        suspend = partial(self.replicas.suspend_primary, service, cut_off=cut_off)
        self._crash_at(name, calls, point, suspend, lambda: None)
        self._suspended.add(service)

    def replace_primary_at(self, service: str, calls: CallPattern, point: str) -> None:
        """Send SIGTERM to the first instance when such a call reaches the point; the second takes over."""
        name = f"{service} is replaced at {calls.text}, {point}"
        self._crash_at(
            name,
            calls,
            point,
            lambda: self.replicas.replace(service),
            lambda: self.replicas.wait_stopped(service),
        )

    def crash_database_at(self, service: str, statement: str, when: str) -> None:
        """Stop PostgreSQL just `before` or `after` the service commits such a statement, and start it."""
        calls, database_server = CallPattern(f"{service} -> postgres", next=1), self._target.database_server

        def crash() -> None:
            database_server.crash()
            self._target.faults.cut(calls.edge)  # an answer that PostgreSQL gave before must not arrive

        name = f"PostgreSQL crashes just {when} {service} commits its work"
        held = FaultSpec(name, calls, "commit held", {"statement": statement, "at": when})
        self._crash(held, crash, database_server.recover)

    def last_restart(self) -> Restart:
        """The latest restart; waits until every crash has happened and all services are up again.

        Raises AssertionError if a call at which a service was to be killed has not come.
        """
        if not self._crashes:
            raise AssertionError("no service is killed in this scenario")
        failures = self._finish_crashes(_REACHED_WITHIN)
        assert not failures, "\n".join(map(str, failures))
        return max(crash.restarted for crash in self._crashes if crash.restarted)

    def wait_for_restarts(self) -> None:
        """Return once each part that was ended so far is up again; `finish` tells of one that is not.

        A service sends what was left to be sent before it listens.
        """
        for each in self._crashes:
            if each.has_begun:
                each.finish(until=0.0)

    def finish(self, within: float) -> list[CrashFailed]:
        """The scenario is over: each crash that has not happened within so many seconds."""
        failures = self._finish_crashes(within)
        for crash in self._crashes:
            crash.cancel()
        self._crashes.clear()
        while self._suspended:
            self.replicas.wake_primary(self._suspended.pop())  # the audit asks each instance
        return failures

    def _crash_at(
        self,
        name: str,
        calls: CallPattern,
        point: str,
        end: Action,
        restart: Action,
        *,
        others: Sequence[FaultSpec] = (),
    ) -> None:
        self._crash(FaultSpec(name, calls, "stop point", {"at": point}), end, restart, others)

    def _crash(
        self, fault: FaultSpec, end: Action, restart: Action, others: Sequence[FaultSpec] = ()
    ) -> None:
        faults = [fault, *others]
        for each in faults:
            self._target.faults.add(each)
        self._crashes.append(_Crash(self._target.faults, faults, end, restart, self._target.start_seconds))

    def _finish_crashes(self, within: float) -> list[CrashFailed]:
        until = time.monotonic() + within
        ended = [(crash.finish(until), crash) for crash in self._crashes]
        return [CrashFailed(each.name, each.awaited_on, failure) for failure, each in ended if failure]


def _held_until(name: str, service: str, calls: CallPattern) -> list[FaultSpec]:
    """Faults that hold calls which others make by themselves, and which would change how the crash ends.

    These are the mails of the service, at their first command, and the webhooks to it that follow the call.
    """
    return _held(name, [*_mails_of(service, calls.edge), *_webhooks_after(calls)])


def _held_until_commit(name: str, service: str, table: str, nth: int) -> list[FaultSpec]:
    """The same for a commit.

    One that no request makes is about a mail, which must not wait. At the first one that only webhooks make,
    the webhooks wait that follow the first: they may tell the same. Later ones belong to no certain webhook,
    since some webhooks change nothing.
    """
    requests = [
        parse_calls(f"the {operation.word} from {point.caller} to {service}")
        for point in topology().points.values()
        for operation in point.operations
        if point.callee == service and table in operation.stores
    ]
    webhooks = _webhooks_after(requests[0]) if len(requests) == 1 and nth == 1 else ()
    return _held(name, [*(_mails_of(service) if requests else ()), *webhooks])


def _held(name: str, calls: Iterable[CallPattern]) -> list[FaultSpec]:
    held = "stop point", {"at": "before the call leaves"}
    return [FaultSpec(f"{each.edge} waits until {name}", each, *held) for each in calls]


def _mails_of(service: str, edge: str = "") -> Iterator[CallPattern]:
    parts = topology().parts
    for point in topology().points.values():
        # A program that plays several parts is killed with all of them.
        is_own = parts[point.caller].label == parts[service].label
        if is_own and point.protocol is Protocol.SMTP and point.arrow != edge:
            yield CallPattern(point.arrow, matching=point.operations[0].matching)


def _webhooks_after(calls: CallPattern) -> Iterator[CallPattern]:
    caller = topology().parts[topology().point(calls.edge).caller]
    if caller.kind is PartKind.DOUBLE:
        yield replace(calls, nth=(calls.nth or 1) + 1, next=_ALL_THAT_FOLLOW)
