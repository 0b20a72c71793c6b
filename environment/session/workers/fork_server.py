"""Forks the workers of a run: the first ones, and those that replace lost ones in the middle of the run."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from multiprocessing.reduction import recv_handle, send_handle

from environment.runtime.processes.parent_death import exit_with_parent
from environment.runtime.signals import signals_blocked

_FORK = multiprocessing.get_context("fork")
_EXIT_SECONDS = 10.0
_TEAR_DOWN_SECONDS = 20.0


@dataclass(frozen=True)
class WorkerFork:
    """What a forked worker has of its parent: `connection` leads there, `pipe` ends with it.

    server: the process id of the fork server, which has forked the worker.
    """

    name: str
    connection: Connection
    server: int
    pipe: int

    def take(self) -> None:
        """End this process with its parents, and keep Ctrl-C from it: the parent stops its workers."""
        os.setsid()
        exit_with_parent(self.server, self.pipe)


@dataclass(frozen=True)
class _ForkOne:
    name: str


@dataclass(frozen=True)
class _Join:
    name: str


@dataclass(frozen=True)
class _Terminate:
    name: str


_Request = _ForkOne | _Join | _Terminate


class ForkServer:
    """A process that is forked once, before the run begins, and forks workers from that state.

    The parent cannot fork them itself later: it has run a part of behave's model by then. A worker ends with
    the server, and the server with the parent.
    """

    def __init__(self, worker: Callable[[WorkerFork], None]) -> None:
        """`worker` is the main function of a worker."""
        self._control, theirs = _FORK.Pipe()
        pipe, self._write_end = os.pipe()
        server = _Server(worker, theirs, os.getpid(), pipe, (self._control, self._write_end))
        self._process = _FORK.Process(target=server, name="fork server")
        with signals_blocked():
            self._process.start()
        theirs.close()
        os.close(pipe)

    def fork(self, name: str) -> tuple[int, Connection]:
        """Fork a worker; its process id, and the connection to it. Raises OSError if the server has ended."""
        ours, theirs = _FORK.Pipe()
        try:
            with signals_blocked():
                self._control.send(_ForkOne(name))
                send_handle(self._control, theirs.fileno(), self._process.pid)
                pid: int = self._control.recv()
        except (OSError, EOFError) as error:
            ours.close()
            raise OSError("the process that forks workers has ended") from error
        finally:
            theirs.close()
        return pid, ours

    def exit_code(self, name: str) -> int | None:
        """The exit code of a worker that has closed its connection; None where it is not known."""
        return self._ask(_Join(name))

    def terminate(self, name: str) -> None:
        """Send SIGTERM to a worker that has not ended."""
        self._ask(_Terminate(name))

    def close(self) -> None:
        """End the workers that are left, by force where they do not end in time; then the server."""
        self._control.close()  # the server ends its workers
        self._process.join(_TEAR_DOWN_SECONDS)
        self._process.kill()
        self._process.join()
        os.close(self._write_end)

    def _ask(self, request: _Join | _Terminate) -> int | None:
        with suppress(OSError, EOFError), signals_blocked():
            self._control.send(request)
            code: int | None = self._control.recv()
            return code
        return None


class _Server:
    """The main function of the fork server. Signals are blocked here, and in what it forks."""

    def __init__(
        self,
        worker: Callable[[WorkerFork], None],
        control: Connection,
        parent: int,
        pipe: int,
        foreign: tuple[Connection, int],
    ) -> None:
        self._worker, self._control, self._parent, self._pipe = worker, control, parent, pipe
        self._foreign = foreign
        self._forked: dict[str, ForkProcess] = {}

    def __call__(self) -> None:
        os.setsid()  # Ctrl-C goes to the parent's process group
        of_the_parent, write_end = self._foreign
        of_the_parent.close()
        os.close(write_end)
        exit_with_parent(self._parent, os.dup(self._pipe))
        while (request := self._next()) is not None:
            self._control.send(self._answer(request))
        self._end_workers()

    def _next(self) -> _Request | None:
        try:
            request: _Request = self._control.recv()
        except (EOFError, OSError):
            return None
        return request

    def _answer(self, request: _Request) -> int | None:
        """The process id of a forked worker; of others the exit code, None while they run."""
        if isinstance(request, _ForkOne):
            return self._fork(request.name)
        process = self._forked[request.name]
        if isinstance(request, _Terminate):
            process.terminate()
        else:
            process.join(_EXIT_SECONDS)
        return process.exitcode

    def _fork(self, name: str) -> int | None:
        handle = recv_handle(self._control)
        connection = Connection(handle)
        fork = WorkerFork(name, connection, os.getpid(), self._pipe)
        process = _FORK.Process(target=self._run, args=(fork,), name=name, daemon=True)
        process.start()
        connection.close()
        self._forked[name] = process
        return process.pid

    def _run(self, fork: WorkerFork) -> None:
        self._control.close()
        fork.take()
        self._worker(fork)

    def _end_workers(self) -> None:
        for process in self._forked.values():
            process.terminate()
        for process in self._forked.values():
            process.join(_TEAR_DOWN_SECONDS / 2)
            process.kill()
