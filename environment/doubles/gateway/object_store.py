"""Objects of one kind in the order they were made, found by id, by an indexed field, and page by page.

Nothing scans: the cost of a look-up or of a page does not grow with what is stored.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from environment.doubles.gateway.errors import JsonObject


class StoredObject(Protocol):
    id: str
    created: int

    def to_json(self) -> JsonObject: ...


T = TypeVar("T", bound=StoredObject)
Filters = Mapping[str, tuple[str, ...]]
"""Filters by name; an object matches when each of its fields is one of the values given."""


@dataclass(frozen=True, slots=True)
class PageQuery:
    """A page of a list: newest first, between two moments (seconds) and beside a cursor."""

    limit: int = 10
    first: int | None = None
    """Created at this second or later."""
    last: int | None = None
    """Created at this second or earlier."""
    older_than: str | None = None
    newer_than: str | None = None


class ObjectStore(Generic[T]):
    """`indexed` gives, for each filter, the value an object is found under (None: not found by it)."""

    def __init__(self, indexed: Mapping[str, Callable[[T], str | None]] | None = None) -> None:
        self._indexed = dict(indexed or {})
        self.clear()

    def clear(self) -> None:
        self._rows: list[T | None] = []
        self._created: list[int] = []
        self._position: dict[str, int] = {}
        self._buckets: dict[str, dict[str, list[int]]] = {name: {} for name in self._indexed}
        self._filed: dict[str, dict[str, str]] = {name: {} for name in self._indexed}

    def __len__(self) -> int:
        return len(self._position)

    def __iter__(self) -> Iterator[T]:
        return (row for row in self._rows if row is not None)

    def add(self, row: T) -> T:
        self._position[row.id] = len(self._rows)
        self._rows.append(row)
        self._created.append(row.created)
        self.reindex(row)
        return row

    def reindex(self, row: T) -> None:
        """Bring the indexes up to date after an indexed field has changed."""
        position = self._position[row.id]
        for name, value_of in self._indexed.items():
            value, filed = value_of(row), self._filed[name].get(row.id)
            if value == filed:
                continue
            if filed is not None:
                self._buckets[name][filed].remove(position)
                del self._filed[name][row.id]
            if value is not None:
                insort(self._buckets[name].setdefault(value, []), position)
                self._filed[name][row.id] = value

    def remove(self, row: T) -> None:
        position = self._position.pop(row.id)
        self._rows[position] = None
        for name in self._indexed:
            if (filed := self._filed[name].pop(row.id, None)) is not None:
                self._buckets[name][filed].remove(position)

    def get(self, identity: str) -> T | None:
        position = self._position.get(identity)
        return None if position is None else self._rows[position]

    def found(self, **where: str) -> list[T]:
        """Every object that matches, oldest first."""
        rows, _ = self.page(
            {name: (value,) for name, value in where.items()}, PageQuery(limit=len(self._rows))
        )
        return rows[::-1]

    def page(self, where: Filters, window: PageQuery) -> tuple[list[T], bool]:
        """One page, newest first, and whether more objects follow it."""
        backwards = window.newer_than is not None
        spans = [self._span(positions, window, backwards) for positions in self._candidates(where)]
        merged_metadata = spans[0] if len(spans) == 1 else heapq.merge(*spans, reverse=not backwards)
        rows: list[T] = []
        for position in merged_metadata:
            row = self._rows[position]
            if row is None or not self._matches(row, where):
                continue
            if len(rows) == window.limit:
                return (rows[::-1] if backwards else rows), True
            rows.append(row)
        return (rows[::-1] if backwards else rows), False

    def _candidates(self, where: Filters) -> list[Sequence[int]]:
        """The shortest list of positions that holds every match; several when a filter has several values."""
        if not where:
            return [range(len(self._rows))]
        found = [[self._buckets[name].get(value, []) for value in values] for name, values in where.items()]
        return list(min(found, key=lambda buckets: sum(map(len, buckets))))

    def _span(self, positions: Sequence[int], window: PageQuery, backwards: bool) -> Iterator[int]:
        low, high = self._bounds(positions, window)
        order = range(low, high) if backwards else range(high - 1, low - 1, -1)
        return (positions[i] for i in order)

    def _bounds(self, positions: Sequence[int], window: PageQuery) -> tuple[int, int]:
        low, high = 0, len(self._rows)
        if window.first is not None:
            low = bisect_left(self._created, window.first)
        if window.last is not None:
            high = bisect_right(self._created, window.last)
        if window.older_than is not None:
            high = min(high, self._position[window.older_than])
        if window.newer_than is not None:
            low = max(low, self._position[window.newer_than] + 1)
        return bisect_left(positions, low), bisect_left(positions, high)

    def _matches(self, row: T, where: Filters) -> bool:
        return all(self._filed[name].get(row.id) in values for name, values in where.items())
