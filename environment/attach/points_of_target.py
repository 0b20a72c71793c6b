"""The crash points of the shop that a target file names, as rows of the features."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from environment.attach.target_file import read_target
from environment.world.target_points import FILE, fill_target_points, read_points, sample


def fill_points_of_target(features: Sequence[Any], target: Path | None, seed: str, *, full: bool) -> None:
    """Add a row for each point of the shop under test, or for those of a sample; none for our own API."""
    shop = read_target(target).shop if target else None
    if shop is not None:
        points = read_points(shop.topology.with_name(FILE))
        fill_target_points(features, sample(points, seed, full=full))
