"""How a run's settings want the parts of its stack to be run."""

from __future__ import annotations

from environment.runtime.embedded import embedded
from environment.runtime.protocol import HowRun
from environment.settings import Database, Settings, Stack


def how_to_run(settings: Settings) -> HowRun:
    """As processes unless containers are asked for: nobody else has to load a container engine's client."""
    if settings.stack is Stack.CONTAINERS:
        from environment.runtime.containers.running import images_of, in_containers  # noqa: PLC0415

        return in_containers(images_of(settings.images))
    if settings.database is Database.CONTAINER:
        from environment.runtime.containers.running import images_of, with_postgres_in_a_container  # noqa: PLC0415

        return with_postgres_in_a_container(images_of(settings.images))
    return embedded
