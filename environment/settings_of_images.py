"""The settings that name images of containers: which parts have one, and which runs use it."""

from __future__ import annotations

from collections.abc import Mapping

from environment.run_modes import DatabaseMode, StackMode, Through
from environment.settings_error import RunSettingsError
from environment.topology import bookstore_topology

_POSTGRES = "postgres"
_FOR_PAGES = ("storefront", "identity", "browser")
_WITH_IMAGE = (
    _POSTGRES, "services", *bookstore_topology().services, "gateway", "mail", "faults", *_FOR_PAGES
)  # fmt: skip


def images_named(
    images: Mapping[str, str], stack: StackMode, database: DatabaseMode, through: Through
) -> Mapping[str, str]:
    """The images by part. Raises RunSettingsError for one that no part of the run would use."""
    for part, image in images.items():
        require_known_part(part, f"-D image.{part}")
        if not image:
            raise RunSettingsError(f"-D image.{part}: name an image, or leave it out")
        alone = part == _POSTGRES and database is DatabaseMode.CONTAINER
        if stack is not StackMode.CONTAINERS and not alone:
            whose = "PostgreSQL" if part == _POSTGRES else part
            raise RunSettingsError(
                f"-D image.{part}: nothing would use it, since {whose} runs without a container; add "
                "-D stack=containers, or leave it out"
            )
        if part in _FOR_PAGES and through is not Through.BROWSER:
            raise RunSettingsError(
                f"-D image.{part}: nothing would use it, since no page is opened; add -D through=browser, or "
                "leave it out"
            )
    return images


def require_known_part(part: str, setting: str) -> None:
    """Raises RunSettingsError for an image of an unknown program."""
    if part not in _WITH_IMAGE:
        known = ", ".join(_WITH_IMAGE)
        raise RunSettingsError(f"{setting}: no part has this name; known are {known}")
