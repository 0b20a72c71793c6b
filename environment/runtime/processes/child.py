"""The start of a forked child: session, log, signals and environment, then the program."""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
import time
import traceback
from collections.abc import Mapping
from importlib import import_module
from typing import NoReturn

from environment.runtime.processes.function_trace import record_if_asked

_DEFAULT_SIGNALS = (signal.SIGTERM, signal.SIGCHLD, signal.SIGHUP)


def become_program(
    entry: str, environ: Mapping[str, str], log: str, listeners: Mapping[str, int]
) -> NoReturn:
    """Run the program in this process and exit. The output is appended to `log`."""
    returncode = 1
    try:
        os.setsid()
        _redirect(log)
        _reset_signals()
        record_if_asked(entry.partition(":")[0])
        _replace_environment(environ)
        gc.enable()
        returncode = _run(entry, environ, {name: socket.socket(fileno=fd) for name, fd in listeners.items()})
    except BaseException:  # noqa: BLE001 - the process boundary: only the log is left for the error
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(returncode)  # not sys.exit: the parent's exit handlers are not this program's


def _redirect(log: str) -> None:
    output = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.close(output)
    os.close(nothing)


def _reset_signals() -> None:
    """As in a new interpreter, which ignores SIGPIPE; the run may ignore or block others."""
    for number in _DEFAULT_SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])


def _replace_environment(environ: Mapping[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environ)
    time.tzset()


def _run(entry: str, environ: Mapping[str, str], listeners: Mapping[str, socket.socket]) -> int:
    module, _, function = entry.partition(":")
    try:
        getattr(import_module(module), function)(environ, listeners)
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except SystemExit as end:
        return _status(end)
    return 0


def _status(end: SystemExit) -> int:
    """The exit status as the interpreter computes it: a message is printed and means 1."""
    if end.code is None or isinstance(end.code, int):
        return end.code or 0
    print(end.code, file=sys.stderr)
    return 1
