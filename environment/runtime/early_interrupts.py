"""Ctrl-C before a run has started: one sentence instead of a traceback.

Importing this module sets the hook. The runner imports it among its first modules, since its own imports take
most of the time before a run. Nothing is started at that time that would have to be torn down.
"""

from __future__ import annotations

import os
import sys
from types import TracebackType


def _print_sentence(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        os.write(2, b"\nSIGINT: stopped before the run has started anything\n")
    else:
        sys.__excepthook__(kind, error, trace)


sys.excepthook = _print_sentence
