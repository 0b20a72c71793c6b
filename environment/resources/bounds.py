"""How much more a service may hold at the end than after its first scenarios, and why.

connections  A pool keeps every connection that it ever needed at one time. A call needs two at most: payments
             holds its lock on one and commits on another. 8 more are for background threads, for the check
             of the service's health, and for calls that still run when their caller has given up.
locks        None more. Advisory locks are held for a call, or for the life of a process.
threads      24 more: the threads for endpoints come one by one, up to 20; the rest is for libraries.
files        8 more, sockets not counted: libraries open files at first use.
sockets      64 more than its connections account for: those of callers and to callees are kept for 30 to 75
             seconds after their last call, and a scenario with many customers leaves one for each.
memory       24 MB more. In 58 scenarios no service gained 1 MB; the rest is for the stacks and the memory
             pools of up to 24 more threads.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from environment.resources.usage import ProcessUsage, Usage

SPARE_CONNECTIONS, CONNECTIONS_A_CALL = 8, 2
MORE_THREADS, MORE_FILES, MORE_SOCKETS = 24, 8, 64
MORE_MEGABYTES = 24


@dataclass(frozen=True)
class GrownResource:
    """One thing of which a service holds more than at its start, and more than its work explains."""

    arrow: str
    sentence: str

    def __str__(self) -> str:
        return f"[{self.arrow}] {self.sentence}"


def growth_of(service: str, before: Usage, after: Usage, calls_at_once: int) -> Iterator[GrownResource]:
    """What has grown beyond its bound; `calls_at_once` are the most that the service answered at one time."""
    most = most_connections(before, calls_at_once)
    arrow = f"{service} -> postgres"
    if after.connections > most:
        held = f"{service} holds {after.connections} connections to its database"
        explained = f"its calls explain {most}"
        yield GrownResource(arrow, f"{held}, after the first scenarios {before.connections}; {explained}")
    if after.locks > before.locks:
        held = f"{service} holds {_count(after.locks, 'advisory lock')} in its database"
        yield GrownResource(arrow, f"{held}, after the first scenarios {before.locks}")
    if before.process and after.process:
        more_sockets = MORE_SOCKETS + max(0, after.connections - before.connections)
        yield from _growth_inside(service, before.process, after.process, more_sockets)


def most_connections(before: Usage, calls_at_once: int) -> int:
    """The most connections that the work of a service explains."""
    return max(before.connections, CONNECTIONS_A_CALL * calls_at_once) + SPARE_CONNECTIONS


def _growth_inside(
    service: str, before: ProcessUsage, after: ProcessUsage, more_sockets: int
) -> Iterator[GrownResource]:
    figures = (
        ("threads", before.threads, after.threads, MORE_THREADS),
        ("open files", before.files, after.files, MORE_FILES),
        ("open sockets", before.sockets, after.sockets, more_sockets),
        ("MB of memory", before.kilobytes // 1024, after.kilobytes // 1024, MORE_MEGABYTES),
    )
    for what, at_first, at_last, more in figures:
        if at_last > at_first + more:
            said = f"{service} holds {at_last} {what}, after the first scenarios {at_first}"
            yield GrownResource(f"inside {service}", f"{said}; {more} more are explained")


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
