"""Each arrow of the topology is in the table of exactly one folder of features."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from environment.topology import topology
from environment.topology.feature_folders import arrows_of_folders, folder_of
from tests.owed_entries import Place, hold_complete, hold_known

FOLDERS = Place("environment/topology/feature_folders.toml", "cart_and_inventory = ")


@pytest.mark.owed
def test_each_arrow_has_one_folder() -> None:
    listed = Counter(arrow for arrows in arrows_of_folders().values() for arrow in arrows)
    hold_complete(
        {*topology().arrows} - listed.keys(), FOLDERS, 'add "{it}" to the folder with the features about it'
    )
    hold_known(listed.keys() - {*topology().arrows}, FOLDERS)
    assert [arrow for arrow, number in listed.items() if number > 1] == []


@pytest.mark.owed
def test_each_folder_of_features_is_listed() -> None:
    folders = {place.name for place in Path("features").iterdir() if place.is_dir()}
    hold_complete(folders - arrows_of_folders().keys(), FOLDERS, "add a line `{it} = []` with its arrows")
    hold_known(arrows_of_folders().keys() - folders, FOLDERS)


def test_the_folder_of_an_arrow() -> None:
    assert folder_of("orders -> postgres") == "resilience"
    assert folder_of("cart -> inventory") == "cart_and_inventory"
    assert folder_of("cart -> mail") == ""
