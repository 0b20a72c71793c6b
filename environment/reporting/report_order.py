"""The order of a report's scenarios: that of the feature files, whichever scenario began or ended first.

Allure sorts scenarios by the time at which they began, and their groups by the file that it happened to read
first. With several workers, which begin with the longest scenario, both would differ from run to run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from itertools import count
from typing import Any

_INDEX = "widgets/search-index.json"
_ORDER = re.compile(rb'"order":\d+')
_RESULT = re.compile(r"data/test-results/(?P<id>[^/]+)\.json")
_FIRST = ("", 0)

Place = tuple[str, int]  # file and line
PlaceOf = Callable[[str], Place]


def in_feature_order(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The data files of a report with its trees, its numbers and its next and previous in this order."""
    places = {each["id"]: _place(str(each.get("fullName"))) for each in json.loads(files.get(_INDEX, b"[]"))}
    numbers = dict(zip(sorted(places, key=places.__getitem__), count(1), strict=False))

    def place_of(scenario: str) -> Place:
        return places.get(scenario, _FIRST)

    return {name: _ordered(name, content, place_of, numbers) for name, content in files.items()}


def _place(full_name: str) -> Place:
    """Of `features/cart/adding.feature:12`."""
    file, _, line = full_name.rpartition(":")
    return (file, int(line)) if line.isdecimal() else (full_name, 0)


def _ordered(name: str, content: bytes, place_of: PlaceOf, numbers: Mapping[str, int]) -> bytes:
    if result := _RESULT.fullmatch(name):
        return _numbered(content, numbers.get(result["id"]))
    if not name.startswith("widgets/"):
        return content
    if name.endswith("/tree.json"):
        return _written(_tree(json.loads(content), place_of))
    if name.endswith("/nav.json"):
        return _written(sorted(json.loads(content), key=place_of))
    return content


def _numbered(content: bytes, number: int | None) -> bytes:
    """The result with its place among all; the last such field is that of the result itself."""
    found = list(_ORDER.finditer(content))
    if number is None or not found:
        return content
    return b'%b"order":%d%b' % (content[: found[-1].start()], number, content[found[-1].end() :])


def _tree(tree: dict[str, Any], place_of: PlaceOf) -> dict[str, Any]:
    groups, leaves = tree["groupsById"], tree["leavesById"]

    def sort(node: dict[str, Any]) -> Place:
        """Sort and number what is below a node; the place of its first scenario.

        The page goes by the numbers, and where there is none by the time at which a group began.
        """
        if node.get("leaves"):
            node["leaves"].sort(key=place_of)
            for number, leaf in enumerate(node["leaves"], start=1):
                leaves[leaf]["groupOrder"] = number
        first = {group: sort(groups[group]) for group in node.get("groups", ())}
        if first:
            node["groups"].sort(key=first.__getitem__)
            for number, group in enumerate(node["groups"], start=1):
                groups[group]["groupOrder"] = number
        return min([*first.values(), *map(place_of, node.get("leaves", ()))], default=_FIRST)

    sort(tree["root"])
    return tree


def _written(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
