"""What a run's settings need of this machine. Asked in every run: it imports no more than it has to."""

from __future__ import annotations

from environment.settings import Settings, SettingsError, Stack


def demand_available(settings: Settings) -> None:
    """Say before anything begins what this machine lacks. Raises SettingsError, one sentence."""
    if not settings.needs_engine:
        return
    from environment.runtime.containers.failure import NotAvailable  # noqa: PLC0415
    from environment.runtime.containers.running import demand  # noqa: PLC0415

    try:
        demand(settings.images, everything=settings.stack is Stack.CONTAINERS)
    except NotAvailable as missing:
        raise SettingsError(str(missing)) from missing
