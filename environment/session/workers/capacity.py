"""How many stacks this machine can run at once: its cores, and the memory that is free."""

from __future__ import annotations

import os
import re
from pathlib import Path

_STACK_MEGABYTES = 800  # a worker and its stack take about 500 (make bench); traces and load take more
_QUOTA = Path("/sys/fs/cgroup/cpu.max")
_MEMORY = Path("/proc/meminfo")
_MEMORY_LIMIT, _MEMORY_USED = Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory.current")


def stacks_at_once() -> int:
    """One for each core that this process may use, as far as there is memory; at least one."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    limits = [cores, cores_of_quota(_text(_QUOTA)), stacks_in(_free_megabytes())]
    return max(1, min(limit for limit in limits if limit is not None))


def cores_of_quota(text: str) -> int | None:
    """The cores of a container's CPU quota (source: cgroup v2, cpu.max); None without one.

    The kernel shows all cores of the machine in a container that may use two of them.
    """
    quota = re.fullmatch(r"(\d+) (\d+)", text.strip())
    return max(1, int(quota[1]) // int(quota[2])) if quota else None


def stacks_in(megabytes: int | None) -> int | None:
    """The number of stacks that fit; None where the free memory is not known."""
    return None if megabytes is None else megabytes // _STACK_MEGABYTES


def available_megabytes(meminfo: str, limit: str = "", used: str = "") -> int | None:
    """The free memory of the machine, or what is left of a container's limit if that is less."""
    available = re.search(r"^MemAvailable: +(\d+) kB$", meminfo, re.MULTILINE)
    free = [int(available[1]) // 1024] if available else []
    if limit.strip().isdecimal() and used.strip().isdecimal():
        free.append(max(0, int(limit) - int(used)) // 1024**2)
    return min(free, default=None)


def _free_megabytes() -> int | None:
    return available_megabytes(_text(_MEMORY), _text(_MEMORY_LIMIT), _text(_MEMORY_USED))


def _text(path: Path) -> str:
    """Empty on systems without this file."""
    try:
        return path.read_text("ascii")
    except OSError:
        return ""
