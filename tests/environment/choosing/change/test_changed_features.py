"""A change of a feature, or of a table of features, selects the scenarios that differ."""

from __future__ import annotations

import pytest

from environment.choosing.change.changed_file import ChangedFile
from environment.choosing.change.touched import Closeness
from tests.environment.choosing.change.conftest import CARTS, ORDERS, Selecting


def _earlier(old: str, new: str, text: str = CARTS) -> ChangedFile:
    """A feature whose earlier text was another."""
    name = "carts" if text is CARTS else "orders"
    assert old in text
    return ChangedFile(f"features/{name}/{name}.feature", text.replace(old, new), text)


@pytest.mark.parametrize(
    ("file", "names"),
    [
        (_earlier("a copy is added", "two copies are added"), {"Adds"}),
        (_earlier("Given a shop", "Given no shop"), {"Adds", "Removes"}),
        (_earlier("@smoke", "@minor"), {"Removes"}),
        (_earlier("Scenario: Adds", "Scenario: Puts"), {"Adds"}),
        (_earlier("  Background", "  # a comment\n  Background"), set()),
        (_earlier("Feature: Carts", "no feature"), {"Adds", "Removes"}),
        (_earlier("      | 1     |\n", "", ORDERS), {"Cancels -- @1.1 "}),
        (_earlier("| 2     |", "| 3     |", ORDERS), {"Cancels -- @1.2 "}),
    ],
)
def test_a_feature_selects_its_scenarios_that_differ(
    selecting: Selecting, file: ChangedFile, names: set[str]
) -> None:
    assert selecting.of(file) == dict.fromkeys(names, Closeness.TEXT)


def test_a_new_feature_selects_its_scenarios(selecting: Selecting) -> None:
    assert selecting.of(ChangedFile("features/carts/carts.feature", None, CARTS)).keys() == {
        "Adds",
        "Removes",
    }


def test_a_feature_that_is_gone_selects_nothing(selecting: Selecting) -> None:
    assert selecting.of(ChangedFile("features/carts/old.feature", CARTS, None)) == {}


def test_a_table_selects_the_features_of_its_folder(selecting: Selecting) -> None:
    assert selecting("features/carts/states/cart.txt", "a", "b").keys() == {"Adds", "Removes"}


def test_a_baseline_selects_the_scenarios_that_are_compared_with_it(selecting: Selecting) -> None:
    assert selecting("baseline/carts/carts.txt", "a", "b").keys() == {"Adds", "Removes"}
