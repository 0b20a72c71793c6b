"""The topology that is in use in this process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from environment.topology.model import Topology
from environment.topology.reading import read_topology

BOOKSTORE = Path(__file__).with_name("bookstore.toml")


@cache
def topology() -> Topology:
    """The topology of the bookstore, read once. Raises TopologyError where the file is wrong."""
    return read_topology(BOOKSTORE)
