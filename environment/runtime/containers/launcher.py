"""The programs of one stack, each in a container of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from environment.runtime.containers.network import RunNetwork
from environment.runtime.containers.process import ContainerProcess
from environment.runtime.processes.process_group import ProcessGroup
from environment.runtime.processes.program import Program
from environment.runtime.run_folder import RunFolder


class ContainerLauncher(ProcessGroup[ContainerProcess]):
    """Containers on one network. `images` are names of images, by the name of the program."""

    def __init__(
        self, programs: Sequence[Program], images: Mapping[str, str], network: RunNetwork, folder: RunFolder
    ) -> None:
        super().__init__()
        self._network, self._folder, self._images = network, folder, dict(images)
        for program in programs:
            self.add(program)

    def release(self) -> None:
        """Close all connections to the engine, after the engine has removed the containers."""
        for process in self.processes:
            process.release()

    def _make(self, program: Program) -> ContainerProcess:
        image = self._images[program.log or program.name]  # a second instance logs to the first one's log
        return ContainerProcess(program, image, self._network, self._folder)
