"""How often each variant of a value came in the calls of one operation, and in which order.

Three parcels that charge $5, $5 and $9 have the same variants as three that charge $5, $9 and $9. The numbers
tell them apart, and the order tells which call is wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from environment.evidence.baseline.number_range import Range

Value = int | float | str
Course = list[tuple[int, Value]]
"""The values of one run in the order of its calls, and how often each came in a row."""
_MOST_TURNS = 12  # from one value to another; a course with more is not compared


@dataclass(frozen=True)
class Occurrences:
    """Each variant with the number of calls that had it.

    in_order: whether every run had them in this order; a variant may then come more than once.
    """

    variants: Sequence[tuple[Range, Value]]
    in_order: bool

    @property
    def values(self) -> list[Value]:
        """The variants, each once, in the order of the baseline's text."""
        return sorted_values({value: None for _, value in self.variants})

    def most(self, value: Value) -> int:
        """In how many calls of a run this value came at most."""
        return sum(often.high for often, known in self.variants if known == value)

    @property
    def fewest(self) -> int:
        """How many calls of a run had the value at least."""
        return sum(often.low for often, _ in self.variants)

    def first_other(self, met: Sequence[Value]) -> int | None:
        """The place of the first value that no run had there; None where runs had different orders."""
        if not self.in_order:
            return None
        usual = [value for often, value in self.variants for _ in range(often.low)]
        return next(
            (place for place, pair in enumerate(zip(met, usual, strict=False)) if pair[0] != pair[1]), None
        )


def sorted_values(values: dict[Value, None] | Sequence[Value]) -> list[Value]:
    """In the order in which the baseline lists the variants of a value."""
    return sorted(values, key=lambda value: (isinstance(value, str), value))


def follow(course: Course, value: Value) -> None:
    """Add the value of the next call."""
    if course and course[-1][1] == value:
        course[-1] = (course[-1][0] + 1, value)
    elif len(course) <= _MOST_TURNS:
        course.append((1, value))


def occurrences_of(variants: Sequence[Value], courses: Sequence[Course]) -> Occurrences | None:
    """What these runs show of a value; None for one that is the same in all calls, or has too many turns."""
    if len(variants) < 2 or any(len(each) > _MOST_TURNS for each in courses):
        return None
    numbers = [_numbers(each) for each in courses]
    if any(each.keys() != set(variants) for each in numbers):
        return None
    if all(each == courses[0] for each in courses):
        return Occurrences([(Range(often, often), value) for often, value in courses[0]], in_order=True)
    ranges = [(Range.of(each[value] for each in numbers), value) for value in sorted_values(variants)]
    return Occurrences(ranges, in_order=False)


def _numbers(course: Course) -> Counter[Value]:
    found: Counter[Value] = Counter()
    for often, value in course:
        found[value] += often
    return found
