"""SIGTERM, SIGINT and SIGHUP stop a run the way Ctrl-C does: what was started is torn down first."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


class _Interruption:
    """The first signal interrupts, the second is answered with patience, the third kills."""

    def __init__(self) -> None:
        self._received = 0

    def __call__(self, number: int, frame: FrameType | None) -> None:
        self._received += 1
        name = signal.Signals(number).name
        if self._received == 1:
            _tell(f"{name}: stopping, the environment is being torn down")
            raise KeyboardInterrupt(name)
        if self._received == 2:
            _tell(f"{name}: the tear-down is still running; once more ends the run at once")
            return
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)


def _tell(sentence: str) -> None:
    os.write(2, f"\n{sentence}\n".encode())  # print is not safe inside a signal handler


@contextmanager
def interruptible() -> Iterator[None]:
    """While this lasts, the first of these signals raises KeyboardInterrupt (main thread only)."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    handler = _Interruption()
    before = {number: signal.getsignal(number) for number in _SIGNALS}
    wanted = [number for number in _SIGNALS if before[number] is not signal.SIG_IGN]  # nohup stays nohup
    for number in wanted:
        signal.signal(number, handler)
    try:
        yield
    finally:
        for number in wanted:
            signal.signal(number, before[number])


def interrupt_quietly() -> None:
    """For a worker of a run: the first of these signals raises KeyboardInterrupt, and no more is said."""
    handler = _Once()
    for number in _SIGNALS:
        signal.signal(number, handler)


class _Once:
    def __init__(self) -> None:
        self._received = False

    def __call__(self, number: int, frame: FrameType | None) -> None:
        if not self._received:
            self._received = True
            raise KeyboardInterrupt(signal.Signals(number).name)


@contextmanager
def undisturbed() -> Iterator[None]:
    """While this lasts, these signals wait; processes that are forked meanwhile begin so."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def disturbed() -> Iterator[None]:
    """The other way round, where they wait otherwise: while this lasts, one may interrupt."""
    before = signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
