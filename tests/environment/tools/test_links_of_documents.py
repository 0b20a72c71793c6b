"""The README and docs/: links lead to what exists, the example is real, pictures are small."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.owed_entries import PROJECT

DOCUMENTS = sorted([*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md")])
MOST_BYTES = 150_000
LINK = re.compile(r"\]\((?!https?:)([^)\s]+)\)")


def headings(document: Path) -> set[str]:
    """The anchors of a document, as GitHub makes them of its headings."""
    found = re.findall(r"^#+ (.+)$", document.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in found}


def dead_links(document: Path) -> Iterator[str]:
    for link in LINK.findall(document.read_text("utf-8")):
        path, _, anchor = link.partition("#")
        target = document.parent / path if path else document
        if not target.exists():
            yield f"{document.relative_to(PROJECT)}: there is no {path}"
        elif anchor and anchor not in headings(target):
            yield f"{document.relative_to(PROJECT)}: {path} has no heading for #{anchor}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(PROJECT)))
def test_each_link_leads_somewhere(document: Path) -> None:
    assert list(dead_links(document)) == []


def test_a_link_to_nothing_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# One thing\n[it](#one-thing) [no](#two) [there](b.md)", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.environment.tools.test_links_of_documents.PROJECT", tmp_path)
        assert list(dead_links(tmp_path / "a.md")) == [
            "a.md:  has no heading for #two",
            "a.md: there is no b.md",
        ]


def test_the_example_of_the_readme_is_part_of_a_feature() -> None:
    (example,) = re.findall(r"```gherkin\n(.*?)```", (PROJECT / "README.md").read_text("utf-8"), re.DOTALL)
    features = [path.read_text("utf-8") for path in (PROJECT / "features").rglob("*.feature")]
    assert any(example in each for each in features), "the example of the README is in no feature any more"


def test_the_readme_is_short_and_its_pictures_are_small() -> None:
    text = (PROJECT / "README.md").read_text("utf-8")
    pictures = [PROJECT / each for each in LINK.findall(text) if each.endswith(".png")]
    assert [each.name for each in pictures] == ["red_scenario.png", "matrix.png"]
    assert all(each.stat().st_size < MOST_BYTES for each in pictures)
    assert len(text.splitlines()) < 150
