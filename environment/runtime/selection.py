"""The runtime that a run's settings select, and what it needs of this machine.

Every run imports this module, so it imports the runtimes only where they are used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from environment.run_modes import StackMode
from environment.settings import RunSettings, RunSettingsError

if TYPE_CHECKING:
    from environment.runtime.embedded import RuntimeFactory


def require_available(settings: RunSettings) -> None:
    """Raises RunSettingsError, one sentence, where this machine lacks a container engine or an image."""
    if not settings.needs_engine:
        return
    from environment.runtime.containers.runtime import require_images  # noqa: PLC0415
    from environment.runtime.engine_failure import NotAvailable  # noqa: PLC0415

    try:
        everything = settings.stack is StackMode.CONTAINERS
        require_images(settings.images, everything=everything, in_browser=settings.in_browser)
    except NotAvailable as missing:
        raise RunSettingsError(str(missing)) from missing


def runtime_for(settings: RunSettings) -> RuntimeFactory:
    """The runtime of the settings: processes of this machine unless containers are asked for."""
    if settings.needs_engine:
        from environment.runtime.containers import runtime  # noqa: PLC0415 - needs the client of an engine

        images = runtime.images_of(settings.images)
        if settings.stack is StackMode.CONTAINERS:
            return runtime.in_containers(images)
        return runtime.with_postgres_in_a_container(images)
    from environment.runtime.embedded import embedded  # noqa: PLC0415

    return embedded
