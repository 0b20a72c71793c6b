"""A signal before or after a run, while there is nothing to tear down: one sentence, and the exit code.

Importing this module in a program of behave sets the handlers; `interruptible` replaces them during the run.
Formatter and runner import it before all else, since their own imports take most of the time before a run.

Before that, the console script imports behave itself: 0.2 to 0.3 seconds from the start on an idle machine in
which no line of this project runs. A Ctrl-C in that time ends with behave's traceback and as by the signal,
which a shell shows as 130 as well; SIGTERM ends it without a word (143).
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


class _EarlyInterruption:
    """Ends the process at once: an exception in the middle of an import may be caught, or printed."""

    def __init__(self) -> None:
        self.when = "before the run has started anything"

    def __call__(self, number: int, _: FrameType | None) -> None:
        os.write(2, f"\n{signal.Signals(number).name}: stopped {self.when}\n".encode())
        os._exit(128 + number)


_handler = _EarlyInterruption()


def run_has_ended() -> None:
    """A signal from now on comes after the tear-down."""
    _handler.when = "after the run has ended"


def is_behave(arguments: Sequence[str]) -> bool:
    """Whether the program is `behave` or `python -m behave`; pytest, for example, has its own handlers."""
    return bool(arguments) and "behave" in Path(arguments[0]).parts[-2:]


if is_behave(sys.argv):
    for _number in _SIGNALS:
        if signal.getsignal(_number) is not signal.SIG_IGN:  # nohup stays nohup
            signal.signal(_number, _handler)
