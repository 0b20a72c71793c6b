"""The catalog as a whole: each defect is another one, and small enough to be a developer's slip."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from environment.tools.defects.catalog import Defect, read_catalog
from environment.tools.defects.edits import edited_places

_PROJECT = Path(__file__).parents[4]
_CATALOG, _BOOKSTORE = read_catalog(_PROJECT / "defects"), _PROJECT / "bookstore"
_UNDEFINED = "F821,F823"
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


def test_an_edit_uses_no_name_that_is_gone(tmp_path: Path) -> None:
    for defect in _CATALOG:
        edited = {place.file: place.edited for place in edited_places(defect, _BOOKSTORE)}
        for file, text in edited.items():
            copy = tmp_path / defect.name / file.relative_to(_BOOKSTORE)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(text, "utf-8")
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--select", _UNDEFINED, "--output-format",
               "concise", "--no-cache", str(tmp_path)]  # fmt: skip
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout.replace(f"{tmp_path}/", "")
