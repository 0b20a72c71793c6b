"""Each arrow of the topology is in the table of exactly one folder of features."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from environment.topology import topology
from environment.topology.feature_folders import arrows_of_folders, folder_of


def test_each_arrow_has_one_folder() -> None:
    listed = Counter(arrow for arrows in arrows_of_folders().values() for arrow in arrows)
    assert listed == Counter(topology().arrows)


def test_each_folder_of_features_is_listed() -> None:
    assert set(arrows_of_folders()) == {place.name for place in Path("features").iterdir() if place.is_dir()}


def test_the_folder_of_an_arrow() -> None:
    assert folder_of("orders -> postgres") == "resilience"
    assert folder_of("cart -> inventory") == "cart_and_inventory"
    assert folder_of("cart -> mail") == ""
