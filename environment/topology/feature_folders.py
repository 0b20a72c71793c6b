"""The folders of features by the arrows that they are about."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from environment.topology.current import topology

_FILE = Path(__file__).with_suffix(".toml")
_ANY_CALLER = "* -> "


@cache
def arrows_of_folders() -> Mapping[str, tuple[str, ...]]:
    """The arrows of each folder, in the order of the file."""
    written: dict[str, list[str]] = tomllib.loads(_FILE.read_text("utf-8"))
    return {
        folder: tuple(arrow for name in names for arrow in _arrows(name)) for folder, names in written.items()
    }


def folder_of(arrow: str) -> str:
    """The folder that is about this arrow of the topology; empty where none is."""
    return next((folder for folder, arrows in arrows_of_folders().items() if arrow in arrows), "")


def _arrows(name: str) -> list[str]:
    if not name.startswith(_ANY_CALLER):
        return [name]
    callee = name.removeprefix(_ANY_CALLER)
    return [point.arrow for point in topology().points.values() if point.callee == callee]
