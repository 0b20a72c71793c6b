"""The workers of `behave -j N`: forked processes of this machine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Protocol

from environment.runtime.processes.failure import how_it_ended
from environment.session.workers.fork_server import ForkServer, WorkerFork
from environment.session.workers.messages import Assignment, Done, Message, StackLost, WorkerExit
from environment.session.workers.port import WorkerLost

_WAIT_SECONDS = 1.0  # a signal that arrives just before a wait is handled only after it


class WorkerFiles(Protocol):
    """What each worker writes for a report, apart from the report until it counts."""

    def keep(self, worker: str) -> None:
        """Take what a worker has written into the report."""

    def discard(self, worker: str) -> None:
        """Remove what a worker has written since its files were kept last."""


@dataclass(frozen=True)
class WorkerHandle:
    """A forked worker, from its parent's side."""

    name: str
    pid: int
    connection: Connection


class ForkedWorkers:
    """Forks `number` workers in its constructor, by a main function; further ones are `worker-<n>` too."""

    def __init__(self, worker: Callable[[WorkerFork], None], number: int, files: WorkerFiles) -> None:
        self._files = files
        self._server = ForkServer(worker)
        self._workers: dict[str, WorkerHandle] = {}
        self._forked = 0
        self._lost: list[tuple[str, WorkerLost]] = []
        for _ in range(number):
            self.replace()

    @property
    def names(self) -> Sequence[str]:
        return [*self._workers, *(name for name, _ in self._lost)]

    @property
    def end(self) -> str | None:
        return None if self.names else ""

    def wait(self) -> Sequence[tuple[str, Message | WorkerLost]]:
        found: list[tuple[str, Message | WorkerLost]] = [*self._lost]
        self._lost.clear()
        ready = wait([each.connection for each in self._workers.values()], 0 if found else _WAIT_SECONDS)
        for worker in [each for each in self._workers.values() if each.connection in ready]:
            found.append((worker.name, self._received(worker)))
        return found

    def assign(self, worker: str, assignment: Assignment | None) -> None:
        handle = self._workers.get(worker)
        if handle is None:
            return
        try:
            handle.connection.send(assignment)
        except OSError:
            self._lost.append((worker, self._lose(handle)))

    def replace(self) -> None:
        self._forked += 1
        name = f"worker-{self._forked}"
        try:
            pid, connection = self._server.fork(name)
        except OSError as error:
            self._lost.append((name, WorkerLost(f"was not forked: {error}")))
            return
        self._workers[name] = WorkerHandle(name, pid, connection)

    def interrupt(self) -> None:
        for name in self._workers:
            self._server.terminate(name)

    def close(self) -> None:
        self._server.close()
        for worker in self._workers.values():
            worker.connection.close()

    def _received(self, worker: WorkerHandle) -> Message | WorkerLost:
        try:
            message: Message = worker.connection.recv()
        except (EOFError, OSError):
            return self._lose(worker)
        if isinstance(message, Done | StackLost | WorkerExit):
            self._files.keep(worker.name)
        if isinstance(message, WorkerExit):
            self._remove(worker)
        return message

    def _lose(self, worker: WorkerHandle) -> WorkerLost:
        how = _how(self._server.exit_code(worker.name))
        self._files.discard(worker.name)
        self._remove(worker)
        return WorkerLost(f"(process {worker.pid}) {how}")

    def _remove(self, worker: WorkerHandle) -> None:
        del self._workers[worker.name]
        worker.connection.close()


def _how(exit_code: int | None) -> str:
    return "has closed its connection" if exit_code is None else f"ended: {how_it_ended(exit_code)}"
