"""The words that tell what a defect is about."""

from __future__ import annotations

from collections import Counter

from environment.choosing.likely.likeness import words_of
from environment.tools.defects.catalog import Defect


def words_of_defect(defect: Defect) -> Counter[str]:
    """Its title counts most; then the place of the edit, and what the edit adds or removes."""
    edits = " ".join(f"{each.file} {each.within} {each.replace} {each.by}" for each in defect.edits)
    return Counter({word: 3 * count for word, count in words_of(defect.title).items()}) + words_of(
        f"{defect.point} {edits}"
    )
