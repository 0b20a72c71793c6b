"""The runtimes with containers: every program in one, or PostgreSQL alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager

from environment.runtime.containers.chromium import ChromiumInContainer
from environment.runtime.containers.images import Images
from environment.runtime.containers.launcher import ContainerLauncher
from environment.runtime.containers.network import RunNetwork
from environment.runtime.containers.postgres import PostgresContainer
from environment.runtime.embedded import READY_SECONDS, RuntimeFactory, StackRuntime, launching
from environment.runtime.engine import Engine
from environment.runtime.processes.program import Program
from environment.runtime.run_folder import RunFolder
from environment.topology import bookstore_topology

PROGRAMS = (*bookstore_topology().services, "gateway", "mail", "faults")
THROUGH_PAGES = ("storefront", "identity")
_READY_SECONDS = 180.0  # each container imports the modules that embedded programs share


def require_images(images: Mapping[str, str], *, everything: bool, in_browser: bool = False) -> None:
    """Raises NotAvailable without an engine, or without an image: of PostgreSQL, or of `everything`.

    `in_browser`: of the storefront and the browser as well.
    """
    with closing(Engine.reached()) as engine:
        images_of(images).of_postgres(engine)
        if everything:
            images_of(images).of_parts(engine, (*PROGRAMS, *(THROUGH_PAGES if in_browser else ())))
        if everything and in_browser:
            images_of(images).of_browser(engine)


def images_of(settings: Mapping[str, str]) -> Images:
    """The images of the command line and of environment variables."""
    return Images.of(settings)


def in_containers(images: Images) -> RuntimeFactory:
    """Every program and PostgreSQL in a container of its own."""

    @contextmanager
    def running(folder: RunFolder, programs: Sequence[Program]) -> Iterator[StackRuntime]:
        """Raises NotAvailable, and environment.runtime.processes.failure.StartUpFailed."""
        with closing(Engine.reached()) as engine, ExitStack() as afterwards:
            of_parts = images.of_parts(engine, [program.name for program in programs])
            of_postgres = images.of_postgres(engine)
            with RunNetwork(engine, folder) as network:
                postgres = PostgresContainer(of_postgres, network, folder)
                launcher = ContainerLauncher(programs, of_parts, network, folder)
                chromium = ChromiumInContainer(lambda: images.of_browser(engine), network, folder)
                for each in (launcher, postgres, chromium):
                    afterwards.callback(each.release)  # the end of the network removes the containers
                postgres.launch()
                yield StackRuntime(launcher, postgres, _READY_SECONDS, chromium)

    return running


def with_postgres_in_a_container(images: Images) -> RuntimeFactory:
    """The programs as processes of this machine, and PostgreSQL in a container."""

    @contextmanager
    def running(folder: RunFolder, programs: Sequence[Program]) -> Iterator[StackRuntime]:
        """Raises NotAvailable, and environment.runtime.processes.failure.StartUpFailed."""
        with closing(Engine.reached()) as engine, ExitStack() as afterwards:
            of_postgres = images.of_postgres(engine)
            with launching(folder, programs) as launcher, RunNetwork(engine, folder) as network:
                postgres = PostgresContainer(of_postgres, network, folder)
                afterwards.callback(postgres.release)
                postgres.launch()
                yield StackRuntime(launcher, postgres, READY_SECONDS)

    return running
