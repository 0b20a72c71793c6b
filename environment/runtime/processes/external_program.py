"""A program of another team as a part of a stack: its command replaces the forked process."""

from __future__ import annotations

import fcntl
import json
import os
import shlex
import shutil
import socket
import stat
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

ENTRY = "environment.runtime.processes.external_program:run"
COMMAND, FOLDER = "EXTERNAL_COMMAND", "EXTERNAL_FOLDER"
"""The variables of its environment that name the command (a list, as JSON) and its working folder."""


def external_command(environ: Mapping[str, str]) -> str:
    """The command as a shell would have it; empty for a program that is not external."""
    return shlex.join(json.loads(environ[COMMAND])) if COMMAND in environ else ""


def run(environ: Mapping[str, str], listeners: Mapping[str, socket.socket]) -> None:
    """Execute the command; it listens itself on the port that is reserved for it.

    The command must be the server, not a script that starts it: a signal reaches this one process, and all
    that it starts are ended with it.
    """
    for each in listeners.values():
        each.close()
    _keep_exit_pipe()
    command: list[str] = json.loads(environ[COMMAND])
    own = {name: value for name, value in environ.items() if name not in (COMMAND, FOLDER)}
    os.chdir(environ[FOLDER])
    program = shutil.which(command[0], path=own.get("PATH"))
    if program is None:
        sys.exit(f"there is no program {command[0]!r} on the PATH {own.get('PATH', '')!r}")
    os.execve(program, command, own)


def _keep_exit_pipe() -> None:
    """Let the command inherit the end of the pipe whose closing tells the run that it has ended."""
    for descriptor in [int(each.name) for each in Path("/proc/self/fd").iterdir()]:
        if descriptor > sys.stderr.fileno():
            with suppress(OSError):  # that of the listing itself is closed
                if stat.S_ISFIFO(os.fstat(descriptor).st_mode) and _is_written(descriptor):
                    os.set_inheritable(descriptor, True)


def _is_written(descriptor: int) -> bool:
    return fcntl.fcntl(descriptor, fcntl.F_GETFL) & os.O_ACCMODE == os.O_WRONLY
