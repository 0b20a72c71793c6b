"""SIGTERM, SIGINT and SIGHUP stop a run as Ctrl-C does: the stack is torn down first."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_NEW_LINE_ON_TERMINAL = "\r\x1b[2K"  # in place of a line of progress, and of ^C

_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


class Interruption:
    """The first signal interrupts, the second prints a sentence, the third ends the process.

    signal: the first signal; None without one.
    """

    def __init__(self) -> None:
        self.signal: signal.Signals | None = None
        self._received = 0

    def __call__(self, number: int, frame: FrameType | None) -> None:
        self._received += 1
        name = signal.Signals(number).name
        if self._received == 1:
            self.signal = signal.Signals(number)
            _print(f"{name}: stopping, the environment is being torn down")
            raise KeyboardInterrupt(name)
        if self._received == 2:
            _print(f"{name}: the tear-down is still running; once more ends the run at once")
            return
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)


def _print(sentence: str) -> None:
    begin = _NEW_LINE_ON_TERMINAL if os.isatty(2) and os.environ.get("TERM") != "dumb" else "\n"
    os.write(2, f"{begin}{sentence}\n".encode())  # print is not safe inside a signal handler


@contextmanager
def interruptible() -> Iterator[Interruption]:
    """Inside the context the first signal raises KeyboardInterrupt. No effect outside the main thread."""
    handler = Interruption()
    if threading.current_thread() is not threading.main_thread():
        yield handler
        return
    before = {number: signal.getsignal(number) for number in _SIGNALS}
    handled = [number for number in _SIGNALS if before[number] is not signal.SIG_IGN]  # nohup stays nohup
    for number in handled:
        signal.signal(number, handler)
    try:
        yield handler
    finally:
        for number in handled:
            signal.signal(number, before[number])


def interrupt_once() -> None:
    """For a worker of a run: the first signal raises KeyboardInterrupt, and all others have no effect."""
    handler = _InterruptOnce()
    for number in _SIGNALS:
        signal.signal(number, handler)


class _InterruptOnce:
    def __init__(self) -> None:
        self._received = False

    def __call__(self, number: int, frame: FrameType | None) -> None:
        if not self._received:
            self._received = True
            raise KeyboardInterrupt(signal.Signals(number).name)


@contextmanager
def signals_blocked() -> Iterator[None]:
    """Inside the context the signals are blocked, also in processes that are forked there."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def signals_unblocked() -> Iterator[None]:
    """Inside the context the signals are delivered, in a process that blocks them otherwise."""
    before = signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
