"""Code that runs only where customers use pages, and what pages ask: the maps are of runs without them."""

from __future__ import annotations

from environment.choosing.reach import services_of_file
from environment.topology import known_topology, topology

_PAGE_OBJECTS = "steps/pages/"
_BOOKSTORE = "bookstore/"


def runs_for_pages_alone(path: str) -> bool:
    """Whether a file is of a front of the bookstore, or of the page objects in front of it."""
    fronts = (f"{_BOOKSTORE}{each}/" for each in known_topology().fronts)
    return path.startswith((_PAGE_OBJECTS, *fronts))


def pages_reach(path: str) -> bool:
    """Whether this run is through pages, and these run the file or ask the service that it is of."""
    here = topology()
    asked = {callee for each in here.fronts for callee in here.callees_of(each)}
    is_asked = path.startswith(_BOOKSTORE) and not services_of_file(path).isdisjoint(asked)
    return bool(here.fronts) and (is_asked or runs_for_pages_alone(path))
