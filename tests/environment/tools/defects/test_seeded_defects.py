"""The catalog as a whole: each defect is another one, and small enough to be a developer's slip."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from environment.tools.defects.catalog import Defect, read_catalog

_CATALOG = read_catalog(Path(__file__).parents[4] / "defects")
_MOST_LINES = 8


def test_no_two_defects_are_alike() -> None:
    edits, titles = Counter(each.edits for each in _CATALOG), Counter(each.title for each in _CATALOG)
    assert [each.name for each in _CATALOG if edits[each.edits] > 1 or titles[each.title] > 1] == []


def test_a_source_is_an_address() -> None:
    assert [each.name for each in _CATALOG if each.source and not each.source.startswith("https://")] == []


@pytest.mark.parametrize("defect", _CATALOG, ids=lambda defect: defect.name)
def test_a_defect_is_a_small_edit(defect: Defect) -> None:
    for edit in defect.edits:
        assert max(len(text.strip("\n").splitlines()) for text in (edit.replace, edit.by)) <= _MOST_LINES
