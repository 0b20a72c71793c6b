"""The image of a program, and the error where there is none."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from environment.runtime.containers.images import LOCAL, OFFICIAL_POSTGRES, POSTGRES, SERVICES, Images
from environment.runtime.engine_failure import ImageMissing
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
