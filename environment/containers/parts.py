"""The programs of one stack, each in a container of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from environment.containers.network import OwnNetwork
from environment.containers.part import ContainerPart
from environment.processes.failure import UnexpectedDeath
from environment.processes.program import Program
from environment.run_folder import RunFolder


class ContainerParts:
    """None of the programs is started yet; each has its address."""

    def __init__(
        self, programs: Sequence[Program], images: Mapping[str, str], network: OwnNetwork, folder: RunFolder
    ) -> None:
        self._parts = {
            program.name: ContainerPart(program, images[program.name], network, folder)
            for program in programs
        }

    @property
    def processes(self) -> tuple[ContainerPart, ...]:
        """All of them, in the order they were given."""
        return tuple(self._parts.values())

    def __getitem__(self, name: str) -> ContainerPart:
        return self._parts[name]

    def unexpected_deaths(self) -> list[UnexpectedDeath]:
        """Those that are dead now and were neither killed here nor started again."""
        return [part.death() for part in self.processes if part.died_unexpectedly]

    def release(self) -> None:
        """Forget them all, once the engine has removed them."""
        for part in self.processes:
            part.release()
