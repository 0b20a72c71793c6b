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
    """The data files of a report, results and trees in this order, and the numbers for next and previous."""
    places = {each["id"]: _place(str(each.get("fullName"))) for each in json.loads(files.get(_INDEX, b"[]"))}
    numbers = dict(zip(sorted(places, key=places.__getitem__), count(1), strict=False))

    def place_of(scenario: str) -> Place:
        return places.get(scenario, _FIRST)

    def number(name: str) -> int:
        result = _RESULT.fullmatch(name)
        return numbers.get(result["id"], 0) if result else 0

    return {name: _ordered(name, files[name], place_of, numbers) for name in sorted(files, key=number)}


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
        return _written(_tree(json.loads(content), place_of, numbers))
    if name.endswith("/nav.json"):
        return _written(sorted(json.loads(content), key=place_of))
    return content


def _numbered(content: bytes, number: int | None) -> bytes:
    """The result with its place among all; the last such field is that of the result itself."""
    found = list(_ORDER.finditer(content))
    if number is None or not found:
        return content
    return b'%b"order":%d%b' % (content[: found[-1].start()], number, content[found[-1].end() :])


def _tree(tree: dict[str, Any], place_of: PlaceOf, numbers: Mapping[str, int]) -> dict[str, Any]:
    """The tree with its nodes sorted, and its scenarios numbered among all.

    The page sorts by the numbers of scenarios, and takes the lowest in a group for the group's own.
    """
    groups, leaves = tree["groupsById"], tree["leavesById"]

    def sort(node: dict[str, Any]) -> Place:
        """Sort what is below a node; the place of its first scenario."""
        node.get("leaves", []).sort(key=place_of)
        first = {group: sort(groups[group]) for group in node.get("groups", ())}
        node.get("groups", []).sort(key=first.__getitem__)
        return min([*first.values(), *map(place_of, node.get("leaves", ()))], default=_FIRST)

    sort(tree["root"])
    for name, leaf in leaves.items():
        if name in numbers:
            leaf["groupOrder"] = numbers[name]
    return tree


def _written(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
