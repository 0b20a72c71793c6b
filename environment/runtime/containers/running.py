"""The ways of running a stack's parts in which containers take part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager

from environment.runtime.containers.engine import Engine
from environment.runtime.containers.images import Images
from environment.runtime.containers.network import OwnNetwork
from environment.runtime.containers.parts import ContainerParts
from environment.runtime.containers.postgres import PostgresContainer
from environment.runtime.embedded import READY_SECONDS, launching
from environment.runtime.processes.program import Program
from environment.runtime.protocol import HowRun, Running
from environment.runtime.run_folder import RunFolder
from environment.topology import topology

PARTS = (*topology().services, "gateway", "mail", "faults")
_READY_SECONDS = 180.0  # every container imports for itself what the embedded services share


def demand(images: Mapping[str, str], *, everything: bool) -> None:
    """Raises NotAvailable where an engine or an image is missing: the database's alone, or every one."""
    with closing(Engine.reached()) as engine:
        images_of(images).of_postgres(engine)
        if everything:
            images_of(images).of_parts(engine, PARTS)


def images_of(settings: Mapping[str, str]) -> Images:
    """What is set on the command line and in environment variables."""
    return Images.of(settings)


def in_containers(images: Images) -> HowRun:
    """Every part in a container of its own, PostgreSQL too."""

    @contextmanager
    def running(folder: RunFolder, programs: Sequence[Program]) -> Iterator[Running]:
        """Raises NotAvailable, and environment.runtime.processes.failure.StartUpFailed."""
        with closing(Engine.reached()) as engine, ExitStack() as afterwards:
            of_parts = images.of_parts(engine, [program.name for program in programs])
            of_postgres = images.of_postgres(engine)
            with OwnNetwork(engine, folder) as network:
                postgres = PostgresContainer(of_postgres, network, folder)
                parts = ContainerParts(programs, of_parts, network, folder)
                afterwards.callback(parts.release)  # the network's end removes them
                afterwards.callback(postgres.release)
                postgres.launch()
                yield Running(parts, postgres, _READY_SECONDS)

    return running


def with_postgres_in_a_container(images: Images) -> HowRun:
    """The programs as processes of this machine, PostgreSQL in a container."""

    @contextmanager
    def running(folder: RunFolder, programs: Sequence[Program]) -> Iterator[Running]:
        """Raises NotAvailable, and environment.runtime.processes.failure.StartUpFailed."""
        with closing(Engine.reached()) as engine, ExitStack() as afterwards:
            of_postgres = images.of_postgres(engine)
            with launching(folder, programs) as launcher, OwnNetwork(engine, folder) as network:
                postgres = PostgresContainer(of_postgres, network, folder)
                afterwards.callback(postgres.release)
                postgres.launch()
                yield Running(launcher, postgres, READY_SECONDS)

    return running
