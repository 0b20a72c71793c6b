"""The parts of a stack as processes of this machine, forked from one preloaded parent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from environment.runtime.postgres.server import PostgresServer
from environment.runtime.processes.launcher import Launcher
from environment.runtime.processes.program import Program
from environment.runtime.protocol import Running
from environment.runtime.run_folder import RunFolder

READY_SECONDS = 20.0


@contextmanager
def embedded(folder: RunFolder, programs: Sequence[Program]) -> Iterator[Running]:
    """Needs nothing but Python; raises environment.runtime.processes.failure.StartUpFailed."""
    with launching(folder, programs) as launcher, PostgresServer(folder) as postgres:
        yield Running(launcher, postgres, READY_SECONDS)


@contextmanager
def launching(folder: RunFolder, programs: Sequence[Program]) -> Iterator[Launcher]:
    """A launcher that imports what the programs need while others are busy."""
    preload = sorted({program.entry.partition(":")[0] for program in programs})
    with Launcher(folder, preload) as launcher:
        for program in programs:
            launcher.add(program)
        yield launcher
