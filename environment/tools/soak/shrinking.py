"""The shortest part of a sequence for which a condition still holds (delta debugging)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def shortest(sequence: Sequence[T], still: Callable[[Sequence[T]], bool]) -> list[T]:
    """Leave out ever smaller parts while `still` holds; in the end no single element can be left out.

    `still` must hold for the whole sequence. Source: Zeller, Hildebrandt, "Simplifying and Isolating
    Failure-Inducing Input", IEEE TSE 28(2), 2002; here without the step to single subsets, which rarely help.
    """
    kept = list(sequence)
    size = max(1, len(kept) // 2)
    while True:
        shorter = _first_that_holds(kept, size, still)
        if shorter is not None:
            kept = shorter
            size = max(1, min(size, len(kept) // 2))
        elif size > 1:
            size = max(1, size // 2)
        else:
            return kept


def _first_that_holds(kept: list[T], size: int, still: Callable[[Sequence[T]], bool]) -> list[T] | None:
    # From the end: later elements are the least likely to be needed.
    for start in range(len(kept) - size, -1, -1):
        shorter = kept[:start] + kept[start + size :]
        if shorter and still(shorter):
            return shorter
    return None
