"""Page objects read the names of ways of shipping that the storefront writes, in each of its languages."""

from __future__ import annotations

import pytest

from bookstore.storefront.reader import LANGUAGES, Reader
from steps.pages.shown_ways import names_of_way, way_shown


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("way", ["standard", "express", "overnight", "by bicycle"])
def test_a_way_is_found_by_the_name_on_the_page(language: str, way: str) -> None:
    shown = Reader.of("", language, None).way_of_shipping(way)
    assert way_shown(shown) == way
    assert shown in names_of_way(way)


def test_a_way_that_the_staff_has_made_up_is_shown_as_it_is_written() -> None:
    assert Reader.of("", "de-DE", None).way_of_shipping("Free") == "Free"


def test_a_well_known_way_without_its_name_is_told() -> None:
    with pytest.raises(ValueError, match="as the staff writes it"):
        way_shown("standard")
