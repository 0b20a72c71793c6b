"""How a run's settings want the parts of its stack to be run."""

from __future__ import annotations

from environment.embedded import embedded
from environment.running import HowRun
from environment.settings import Database, Settings, SettingsError, Stack


def how_to_run(settings: Settings) -> HowRun:
    """As processes unless containers are asked for: nobody else has to load a container engine's client."""
    if settings.stack is Stack.CONTAINERS:
        from environment.containers.running import images_of, in_containers  # noqa: PLC0415

        return in_containers(images_of(settings.images))
    if settings.database is Database.CONTAINER:
        from environment.containers.running import images_of, with_postgres_in_a_container  # noqa: PLC0415

        return with_postgres_in_a_container(images_of(settings.images))
    return embedded


def demand_available(settings: Settings) -> None:
    """Say before anything begins what this machine lacks. Raises SettingsError, one sentence."""
    if not settings.needs_engine:
        return
    from environment.containers.failure import NotAvailable  # noqa: PLC0415
    from environment.containers.running import demand  # noqa: PLC0415

    try:
        demand(settings.images, everything=settings.stack is Stack.CONTAINERS)
    except NotAvailable as missing:
        raise SettingsError(str(missing)) from missing
