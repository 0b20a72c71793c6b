"""The preloaded parent: imports the modules of all programs once, then forks a child for each program.

Started by the run as `python -m environment.runtime.processes.preloaded_parent <descriptor> <module> ...`;
the descriptor is its end of a private socket. When the run's end closes, it kills all children and ends. It
opens no engine, thread, event loop or socket: a fork would share them.
"""

from __future__ import annotations

import contextlib
import fcntl
import gc
import os
import select
import signal
import socket
import sys
import threading
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any

from environment.runtime.processes import wire
from environment.runtime.processes.child import become_program
from environment.runtime.processes.parent_death import exit_with_parent


class PreloadedParent:
    """Serves one run: starts children, signals them and waits for them.

    A child stays a zombie until the run waits for it, so that no other process can get its id.
    """

    def __init__(self, run: socket.socket) -> None:
        self._run = run
        self._children: dict[int, int | None] = {}  # return codes of those that have been waited for
        self._pipe, self._pipe_write_end = os.pipe()

    def serve(self) -> None:
        """Answer requests until the run has ended."""
        try:
            while (request := wire.receive(self._run)) is not None:
                message, descriptors = request
                wire.send(self._run, self._answer(message, descriptors))
        except ConnectionError:
            pass  # the run was killed during a response
        finally:
            self._end_children()

    def _answer(self, message: dict[str, Any], descriptors: list[int]) -> dict[str, Any]:
        match message:
            case {"act": "start"}:
                return {"pid": self._start(message, descriptors)}
            case {"act": "signal", "pid": int(pid), "signal": int(number)}:
                self._signal(pid, number)
            case {"act": "wait", "pid": int(pid)}:
                return {"returncode": self._wait(pid)}
        return {}

    def _start(self, message: dict[str, Any], descriptors: list[int]) -> int:
        _exit_pipe, *sockets = descriptors  # the child only holds the first open
        listeners = dict(zip(message["listeners"], sockets, strict=True))
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            self._run.close()
            os.close(self._pipe_write_end)
            exit_with_parent(parent, self._pipe)
            become_program(message["entry"], message["environ"], message["log"], listeners)
        for descriptor in descriptors:
            os.close(descriptor)
        self._children[pid] = None
        return pid

    def _signal(self, pid: int, number: int) -> None:
        if self._children.get(pid, 0) is not None:
            return  # not a child, or waited for: another process may have the id by now
        for send in (os.kill, os.killpg):  # a child makes its process group in its first moments
            with contextlib.suppress(ProcessLookupError, PermissionError):
                send(pid, number)
        if number == signal.SIGSTOP:
            _, status = os.waitpid(pid, os.WUNTRACED)  # a signal is only a request until this returns
            if not os.WIFSTOPPED(status):
                self._children[pid] = os.waitstatus_to_exitcode(status)

    def _wait(self, pid: int) -> int | None:
        if self._children[pid] is None:
            self._children[pid] = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        return self._children[pid]

    def _end_children(self) -> None:
        living = [pid for pid, returncode in self._children.items() if returncode is None]
        for pid in living:
            self._signal(pid, signal.SIGKILL)
        for pid in living:
            self._wait(pid)


def preload(modules: Sequence[str]) -> None:
    """Import modules, then exclude their objects from garbage collection, so that the pages stay shared.

    Raises:
        RuntimeError: an import has started a thread, which a fork would not copy.
    """
    gc.disable()
    for module in modules:
        import_module(module)
        if _threads() > 1:
            raise RuntimeError(f"importing {module} started a thread; it cannot be preloaded")
    gc.collect()
    gc.freeze()


def _threads() -> int:
    tasks = Path("/proc/self/task")
    return len(list(tasks.iterdir())) if tasks.is_dir() else threading.active_count()


@contextlib.contextmanager
def exiting_with(run: socket.socket) -> Iterator[None]:
    """Inside the context this process exits as soon as the run's end of the socket closes.

    `serve` notices the end only after the imports, which take seconds. The kernel signals SIGIO for every
    change of the socket: a request, which stays for `serve`, or its end.
    """

    def exit_after_hang_up(_signal: int, _frame: FrameType | None) -> None:
        events = select.poll()  # of this call alone: the next signal may arrive while this one is handled
        events.register(run, 0)  # a hang-up is always reported
        if events.poll(0):
            os._exit(1)

    before = fcntl.fcntl(run, fcntl.F_GETFL)
    signal.signal(signal.SIGIO, exit_after_hang_up)
    fcntl.fcntl(run, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(run, fcntl.F_SETFL, before | os.O_ASYNC)
    exit_after_hang_up(signal.SIGIO, None)  # it may have closed before
    try:
        yield
    finally:
        fcntl.fcntl(run, fcntl.F_SETFL, before)
        signal.signal(signal.SIGIO, signal.SIG_DFL)


def main(descriptor: str, *modules: str) -> None:
    run = socket.socket(fileno=int(descriptor))
    run.set_inheritable(False)
    with exiting_with(run):
        preload(modules)
    PreloadedParent(run).serve()


if __name__ == "__main__":
    main(*sys.argv[1:])
