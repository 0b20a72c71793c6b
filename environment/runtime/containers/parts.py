"""The programs of one stack, each in a container of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from environment.runtime.containers.network import OwnNetwork
from environment.runtime.containers.part import ContainerPart
from environment.runtime.processes.failure import UnexpectedDeath
from environment.runtime.processes.program import Program
from environment.runtime.run_folder import RunFolder


class ContainerParts:
    """None of the programs is started yet; each has its address."""

    def __init__(
        self, programs: Sequence[Program], images: Mapping[str, str], network: OwnNetwork, folder: RunFolder
    ) -> None:
        self._network, self._folder, self._images = network, folder, dict(images)
        self._parts = {program.name: self._made(program, program.name) for program in programs}

    @property
    def processes(self) -> tuple[ContainerPart, ...]:
        """All of them, in the order they were given."""
        return tuple(self._parts.values())

    def __getitem__(self, name: str) -> ContainerPart:
        return self._parts[name]

    def add_second(self, name: str) -> ContainerPart:
        """A second instance of a program: an address of its own, the same image and log; not started yet.

        Raises:
            ValueError: there are two already.
        """
        program = self[name].program.second()
        if program.name in self._parts:
            raise ValueError(f"there is already a program called {program.name}")
        self._parts[program.name] = self._made(program, name)
        return self._parts[program.name]

    def unexpected_deaths(self) -> list[UnexpectedDeath]:
        """Those that are dead now and were neither killed here nor started again."""
        return [part.death() for part in self.processes if part.died_unexpectedly]

    def release(self) -> None:
        """Forget them all, once the engine has removed them."""
        for part in self.processes:
            part.release()

    def _made(self, program: Program, image_of: str) -> ContainerPart:
        return ContainerPart(program, self._images[image_of], self._network, self._folder)
