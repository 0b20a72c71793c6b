"""The image of a program, and the error where there is none."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from environment.runtime.containers import images as images_module
from environment.runtime.containers.images import (
    BROWSER,
    LOCAL,
    OFFICIAL_POSTGRES,
    POSTGRES,
    SERVICES,
    Images,
)
from environment.runtime.engine_failure import ImageMissing
from environment.runtime.images.browser import CHROMIUM
from environment.runtime.images.sources import MADE_OF, fingerprint
from environment.settings import RunSettingsError


class FakeImageStore:
    """An engine's images with their labels, and what its registry has."""

    def __init__(self, here: Mapping[str, Mapping[str, str]], registry: tuple[str, ...] = ()) -> None:
        self.here = dict(here)
        self.registry = registry

    def has(self, image: str) -> bool:
        return image in self.here

    def labels(self, image: str) -> Mapping[str, str] | None:
        return self.here.get(image)

    def pulled(self, image: str) -> bool:
        if image in self.registry:
            self.here[image] = {}
        return self.has(image)


UP_TO_DATE = {LOCAL[SERVICES]: {MADE_OF: fingerprint()}}


def test_every_program_runs_from_the_image_that_was_made_here() -> None:
    found = Images().of_parts(FakeImageStore(UP_TO_DATE), ["cart", "mail"])
    assert found == {"cart": LOCAL[SERVICES], "mail": LOCAL[SERVICES]}


def test_the_command_line_comes_before_the_environment_and_a_part_before_all_services() -> None:
    images = Images.of(
        {"cart": "shop/cart:2"},
        {"ACCEPTANCE_IMAGE_CART": "shop/cart:1", "ACCEPTANCE_IMAGE_SERVICES": "shop/all:1", "IMAGE": "none"},
    )
    store = FakeImageStore({"shop/cart:2": {}, "shop/all:1": {}})
    assert images.of_parts(store, ["cart", "mail"]) == {"cart": "shop/cart:2", "mail": "shop/all:1"}


def test_a_variable_of_an_unknown_program_is_refused() -> None:
    with pytest.raises(
        RunSettingsError, match=r"^ACCEPTANCE_IMAGE_SERVICE: no part has this name; known are"
    ):
        Images.of({}, {"ACCEPTANCE_IMAGE_SERVICE": "shop/all:1"})


def test_a_missing_image_is_an_error_with_the_way_to_get_it() -> None:
    with pytest.raises(ImageMissing, match=r"services:local is not here: make it with `make images`"):
        Images().of_parts(FakeImageStore({}), ["cart"])


def test_an_image_of_other_sources_is_refused() -> None:
    stale = FakeImageStore({LOCAL[SERVICES]: {MADE_OF: "something older"}})
    with pytest.raises(ImageMissing, match=r"made of other sources.*make it anew with `make images`"):
        Images().of_parts(stale, ["cart"])


def test_a_named_image_is_pulled_or_an_error() -> None:
    images = Images({"cart": "shop/cart:2"})
    assert images.of_parts(FakeImageStore({}, registry=("shop/cart:2",)), ["cart"]) == {"cart": "shop/cart:2"}
    with pytest.raises(ImageMissing, match="shop/cart:2, set for cart, is not here and no registry gives it"):
        images.of_parts(FakeImageStore({}), ["cart"])


@pytest.mark.parametrize(
    ("here", "registry", "expected"),
    [
        ([OFFICIAL_POSTGRES, LOCAL[POSTGRES]], [], OFFICIAL_POSTGRES),
        ([LOCAL[POSTGRES]], [OFFICIAL_POSTGRES], LOCAL[POSTGRES]),
        ([], [OFFICIAL_POSTGRES], OFFICIAL_POSTGRES),
    ],
    ids=["the official one first", "what is here before what must be pulled", "pulled where none is here"],
)
def test_the_database_runs_from(here: list[str], registry: list[str], expected: str) -> None:
    assert Images().of_postgres(FakeImageStore({image: {} for image in here}, tuple(registry))) == expected


def test_a_missing_image_of_postgresql_is_an_error() -> None:
    with pytest.raises(ImageMissing, match=r"`make images` makes a small one without any"):
        Images().of_postgres(FakeImageStore({}))


@pytest.fixture
def playwright_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images_module, "made_for", lambda: "playwright-1.65.2")


@pytest.mark.usefixtures("playwright_here")
def test_the_browser_runs_from_the_image_that_was_made_here() -> None:
    made = {MADE_OF: "playwright-1.65.2", CHROMIUM: "/usr/lib/chromium/chromium"}
    store = FakeImageStore({LOCAL[BROWSER]: made})
    assert Images().of_browser(store) == (LOCAL[BROWSER], "/usr/lib/chromium/chromium")


def test_an_image_that_is_named_for_the_browser_has_the_browser_of_its_playwright() -> None:
    store = FakeImageStore({"shop/chromium:1": {}})
    assert Images({BROWSER: "shop/chromium:1"}).of_browser(store) == ("shop/chromium:1", None)


@pytest.mark.parametrize(
    ("here", "sentence"),
    [
        ({}, "browser:local is not here: `make images BROWSER=1` makes it of the Chromium of this machine"),
        (
            {LOCAL[BROWSER]: {MADE_OF: "playwright-1.60.0"}},
            "has playwright-1.60.0, and this machine playwright-1.65.2, which do not speak to each other",
        ),
    ],
    ids=["missing", "of another Playwright"],
)
@pytest.mark.usefixtures("playwright_here")
def test_an_image_of_the_browser_that_cannot_be_used(
    here: Mapping[str, Mapping[str, str]], sentence: str
) -> None:
    with pytest.raises(ImageMissing, match=sentence):
        Images().of_browser(FakeImageStore(here))
