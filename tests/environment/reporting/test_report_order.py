"""The report lists scenarios in the order of the feature files, whichever of them began first."""

from __future__ import annotations

import json
from itertools import permutations
from typing import Any

import pytest

from environment.reporting.report_order import in_feature_order

_PLACES = {"a9": "features/a.feature:9", "a10": "features/a.feature:10", "b2": "features/b.feature:2"}
_ORDERED = list(_PLACES)


def _files(begun: tuple[str, ...]) -> dict[str, bytes]:
    """The files of a report whose scenarios began in this order."""
    features = list(dict.fromkeys(each[0] for each in begun))
    tree = {
        "root": {"groups": ["epic"], "leaves": []},
        "groupsById": {
            "epic": {"groups": features},
            **{each: {"leaves": [one for one in begun if one[0] == each]} for each in features},
        },
        "leavesById": {each: {"name": each, "groupOrder": place} for place, each in enumerate(begun)},
    }
    documents: dict[str, Any] = {
        "widgets/search-index.json": [{"id": each, "fullName": _PLACES[each]} for each in begun],
        "widgets/default/tree.json": tree,
        "widgets/nav.json": list(begun),
    }
    for place, each in enumerate(begun):
        documents[f"data/test-results/{each}.json"] = {
            "retries": [{"order": 7}], "order": place, "duration": 1
        }  # fmt: skip
    files = {name: json.dumps(each, separators=(",", ":")).encode() for name, each in documents.items()}
    return files | {"data/attachments/x.json": b'{"order":5}'}


@pytest.mark.parametrize("begun", [*permutations(_ORDERED)])
def test_the_order_does_not_depend_on_what_began_first(begun: tuple[str, ...]) -> None:
    ordered = in_feature_order(_files(begun))
    tree = json.loads(ordered["widgets/default/tree.json"])
    assert tree["groupsById"]["epic"]["groups"] == ["a", "b"]
    assert tree["groupsById"]["a"]["leaves"] == ["a9", "a10"]
    assert {each: leaf["groupOrder"] for each, leaf in tree["leavesById"].items()} == {
        "a9": 1, "a10": 2, "b2": 3
    }  # fmt: skip
    assert json.loads(ordered["widgets/nav.json"]) == _ORDERED
    names = [f"data/test-results/{each}.json" for each in _ORDERED]
    assert [each for each in ordered if each in names] == names
    results = [json.loads(ordered[each]) for each in names]
    assert results == [
        {"retries": [{"order": 7}], "order": place, "duration": 1} for place in (1, 2, 3)
    ]  # fmt: skip


def test_other_files_stay_as_they_are() -> None:
    files = _files(tuple(_ORDERED))
    ordered = in_feature_order(files)
    assert set(ordered) == set(files)
    assert ordered["data/attachments/x.json"] == b'{"order":5}'


def test_a_result_that_the_index_does_not_name_comes_first_and_keeps_its_number() -> None:
    files = _files(tuple(_ORDERED)) | {"widgets/search-index.json": b"[]"}
    assert in_feature_order(files)["data/test-results/b2.json"] == files["data/test-results/b2.json"]
