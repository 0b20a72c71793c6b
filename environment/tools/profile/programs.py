"""The program that a process is: a service, a double, the proxy, PostgreSQL or the runner.

All services are forks of one preloaded parent and have its command line. Their stacks tell them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePath

from environment.tools.profile.samples import Sample

RUNNER = "runner"
UNKNOWN_SERVICE = "a service too short-lived to be sampled"
POSTGRES = "postgres"
_ENTRY = re.compile(r"(?:bookstore|environment/doubles|environment)/(\w+)/app\.py")
_BACKEND = re.compile(r"postgres: (?:[\w-]+: )?(\w+) (\w+) \S*\(\d+\)")
_PARENT = "environment.runtime.processes.preloaded_parent"


def programs_of_stacks(samples: Iterable[Sample]) -> dict[int, str]:
    """Programs by process id, as far as a sampled stack names the module of one."""
    found: dict[int, str] = {}
    for sample in samples:
        if sample.pid in found:
            continue
        entries = (_ENTRY.fullmatch(each.file) for each in sample.stack if each.name == "run")
        name = next((entry[1] for entry in entries if entry), None)
        if name:
            found[sample.pid] = {"faults": "proxy"}.get(name, name)
    return found


def program_of_command(command: str, *, child_of_parent: bool = False) -> str:
    """The program of a command line that was read from /proc, with spaces between its parts.

    child_of_parent: whether the process is a fork of the preloaded parent.
    """
    if command.startswith("postgres:"):
        backend = _BACKEND.match(command)
        return f"{POSTGRES} ({backend[2]})" if backend else f"{POSTGRES} (background)"
    if _PARENT in command:
        return UNKNOWN_SERVICE if child_of_parent else "preloaded parent"
    parts = command.split()
    names = [PurePath(part).name for part in parts]
    if POSTGRES in names[:1]:
        return f"{POSTGRES} (server)"
    if "-m" in parts[:-1]:
        module = parts[parts.index("-m") + 1]
        return "proxy" if module.startswith("environment.faults") else module
    return next((name for name in names[:4] if name.endswith(".py")), names[0] if names else "unknown")


def programs(
    by_stack: Mapping[int, str], commands: Mapping[int, str], parents: Mapping[int, int], runner: int
) -> dict[int, str]:
    """The program of each process. A stack is better evidence than the command line."""
    forks = {pid for pid, parent in parents.items() if _PARENT in commands.get(parent, "")}
    by_command = {
        pid: program_of_command(command, child_of_parent=pid in forks) for pid, command in commands.items()
    }
    return by_command | dict(by_stack) | {runner: RUNNER}
