"""Copies by title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from environment.audit.facts.snapshot import LineRow


def copies_by_sku(lines: Iterable[LineRow]) -> Counter[str]:
    """The number of copies by SKU."""
    counted: Counter[str] = Counter()
    for line in lines:
        counted[line.sku] += line.quantity
    return counted
