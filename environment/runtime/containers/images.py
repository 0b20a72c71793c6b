"""The image of each program: from the settings, else from this machine, else from a registry."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from environment.runtime.engine_failure import ImageMissing
from environment.runtime.images.browser import CHROMIUM, made_for
from environment.runtime.images.sources import MADE_OF, fingerprint
from environment.settings_of_images import require_known_part

SERVICES = "services"
POSTGRES = "postgres"
BROWSER = "browser"
LOCAL = {name: f"checkout-acceptance/{name}:local" for name in (SERVICES, POSTGRES, BROWSER)}
"""The images that `make images` makes."""
OFFICIAL_POSTGRES = "postgres:18"
_VARIABLE = "ACCEPTANCE_IMAGE_"


class ImageStore(Protocol):
    """The operations of an engine on images."""

    def has(self, image: str) -> bool: ...

    def labels(self, image: str) -> Mapping[str, str] | None: ...

    def pulled(self, image: str) -> bool: ...


@dataclass(frozen=True)
class Images:
    """The image names of the settings, by program; `services` stands for every program without one."""

    chosen: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, settings: Mapping[str, str], environ: Mapping[str, str] = os.environ) -> Images:
        """From environment variables such as ACCEPTANCE_IMAGE_POSTGRES, and settings, which come first.

        Raises RunSettingsError for a variable with the name of no program.
        """
        named = {
            name.removeprefix(_VARIABLE).lower(): image
            for name, image in environ.items()
            if name.startswith(_VARIABLE) and image
        }
        for part in named:
            require_known_part(part, f"{_VARIABLE}{part.upper()}")
        return cls({**named, **settings})

    def of_parts(self, engine: ImageStore, parts: Iterable[str]) -> dict[str, str]:
        """The image of each of these programs. Raises ImageMissing."""
        found: dict[str, str] = {}
        for part in parts:
            own = self.chosen.get(part) or self.chosen.get(SERVICES)
            found[part] = _there(engine, own, part) if own else _of_services(engine)
        return found

    def of_postgres(self, engine: ImageStore) -> str:
        """The image of PostgreSQL. Raises ImageMissing."""
        if own := self.chosen.get(POSTGRES):
            return _there(engine, own, POSTGRES)
        for image in (OFFICIAL_POSTGRES, LOCAL[POSTGRES]):
            if engine.has(image):
                return image
        if engine.pulled(OFFICIAL_POSTGRES):
            return OFFICIAL_POSTGRES
        raise ImageMissing(
            f"the image {OFFICIAL_POSTGRES} is not here and no registry gives it: `make images` makes a "
            "small one without any, -D image.postgres=<name> names another"
        )

    def of_browser(self, engine: ImageStore) -> tuple[str, str | None]:
        """The image of the browser, and where its Chromium is; None: where Playwright looks for its own.

        Raises ImageMissing.
        """
        own = self.chosen.get(BROWSER)
        image = _there(engine, own, BROWSER) if own else _of_browser(engine)
        return image, (engine.labels(image) or {}).get(CHROMIUM)


def _there(engine: ImageStore, image: str, part: str) -> str:
    if engine.pulled(image):
        return image
    raise ImageMissing(
        f"the image {image}, set for {part}, is not here and no registry gives it: pull or build it, or take "
        "the setting back and run `make images`"
    )


def _of_services(engine: ImageStore) -> str:
    """The image that `make images` has made, if its sources have not changed since."""
    image = LOCAL[SERVICES]
    labels = engine.labels(image)
    if labels is None:
        raise ImageMissing(f"the image {image} is not here: make it with `make images`")
    if labels.get(MADE_OF) != fingerprint():
        raise ImageMissing(
            f"the image {image} was made of other sources, packages or another Python than are here now: "
            "make it anew with `make images`"
        )
    return image


def _of_browser(engine: ImageStore) -> str:
    """The image that `make images` has made, if it has the Playwright that is installed here."""
    image = LOCAL[BROWSER]
    labels = engine.labels(image)
    if labels is None:
        raise ImageMissing(
            f"the image {image} is not here: `make images BROWSER=1` makes it of the Chromium of this "
            "machine, -D image.browser=<name> names another"
        )
    if (there := labels.get(MADE_OF)) != made_for():
        raise ImageMissing(
            f"the image {image} has {there}, and this machine {made_for()}, which do not speak to each "
            "other: make it anew with `make images BROWSER=1`"
        )
    return image
