"""Objects of one kind in the order of creation, found by id, by an indexed field, and page by page.

The cost of a look-up and of a page does not grow with the number of stored objects.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from environment.doubles.gateway.errors import JsonObject


class StoredObject(Protocol):
    """One of Stripe's objects; `created` is in seconds since the epoch."""

    id: str
    created: int

    def to_json(self) -> JsonObject:
        """The object as Stripe's API returns it."""
        ...


T = TypeVar("T", bound=StoredObject)
Filters = Mapping[str, tuple[str, ...]]
"""Accepted values by filter name; an object matches when it has one of the values for every filter."""


@dataclass(frozen=True, slots=True)
class PageQuery:
    """Which page of a list: at most `limit` objects, created in a range of seconds, beside a cursor."""

    limit: int = 10
    first: int | None = None
    """Created at this second or later."""
    last: int | None = None
    """Created at this second or earlier."""
    older_than: str | None = None
    """The cursor `starting_after`: an id."""
    newer_than: str | None = None
    """The cursor `ending_before`: an id."""


class ObjectStore(Generic[T]):
    """Objects by position, with an index of positions for each filter."""

    def __init__(self, indexes: Mapping[str, Callable[[T], str | None]] | None = None) -> None:
        """`indexes`: by filter name, what gives an object's value (None: the filter never matches)."""
        self._indexes = dict(indexes or {})
        self.clear()

    def clear(self) -> None:
        """Remove every object."""
        self._rows: list[T | None] = []
        self._created: list[int] = []
        self._position: dict[str, int] = {}
        self._buckets: dict[str, dict[str, list[int]]] = {name: {} for name in self._indexes}
        self._indexed_values: dict[str, dict[str, str]] = {name: {} for name in self._indexes}

    def __len__(self) -> int:
        return len(self._position)

    def __iter__(self) -> Iterator[T]:
        return (row for row in self._rows if row is not None)

    def add(self, row: T) -> T:
        """Store a new object; returns it."""
        self._position[row.id] = len(self._rows)
        self._rows.append(row)
        self._created.append(row.created)
        self.reindex(row)
        return row

    def reindex(self, row: T) -> None:
        """Update the indexes after an indexed field of a stored object has changed."""
        position = self._position[row.id]
        for name, value_of in self._indexes.items():
            value, indexed = value_of(row), self._indexed_values[name].get(row.id)
            if value == indexed:
                continue
            if indexed is not None:
                self._buckets[name][indexed].remove(position)
                del self._indexed_values[name][row.id]
            if value is not None:
                insort(self._buckets[name].setdefault(value, []), position)
                self._indexed_values[name][row.id] = value

    def remove(self, row: T) -> None:
        """Remove a stored object."""
        position = self._position.pop(row.id)
        self._rows[position] = None
        for name in self._indexes:
            if (indexed := self._indexed_values[name].pop(row.id, None)) is not None:
                self._buckets[name][indexed].remove(position)

    def get(self, identity: str) -> T | None:
        """The object with this id, or None."""
        position = self._position.get(identity)
        return None if position is None else self._rows[position]

    def find(self, **filters: str) -> list[T]:
        """Every object that matches, oldest first."""
        rows, _ = self.page(
            {name: (value,) for name, value in filters.items()}, PageQuery(limit=len(self._rows))
        )
        return rows[::-1]

    def page(self, filters: Filters, query: PageQuery) -> tuple[list[T], bool]:
        """One page, newest first, and whether more objects follow it."""
        backwards = query.newer_than is not None
        spans = [self._span(positions, query, backwards) for positions in self._candidates(filters)]
        merged = spans[0] if len(spans) == 1 else heapq.merge(*spans, reverse=not backwards)
        rows: list[T] = []
        for position in merged:
            row = self._rows[position]
            if row is None or not self._matches(row, filters):
                continue
            if len(rows) == query.limit:
                return (rows[::-1] if backwards else rows), True
            rows.append(row)
        return (rows[::-1] if backwards else rows), False

    def _candidates(self, filters: Filters) -> list[Sequence[int]]:
        """Sorted lists of positions that together hold every match: those of the most selective filter."""
        if not filters:
            return [range(len(self._rows))]
        candidates = [
            [self._buckets[name].get(value, []) for value in values] for name, values in filters.items()
        ]
        return list(min(candidates, key=lambda buckets: sum(map(len, buckets))))

    def _span(self, positions: Sequence[int], query: PageQuery, backwards: bool) -> Iterator[int]:
        low, high = self._bounds(positions, query)
        order = range(low, high) if backwards else range(high - 1, low - 1, -1)
        return (positions[i] for i in order)

    def _bounds(self, positions: Sequence[int], query: PageQuery) -> tuple[int, int]:
        low, high = 0, len(self._rows)
        if query.first is not None:
            low = bisect_left(self._created, query.first)
        if query.last is not None:
            high = bisect_right(self._created, query.last)
        if query.older_than is not None:
            high = min(high, self._position[query.older_than])
        if query.newer_than is not None:
            low = max(low, self._position[query.newer_than] + 1)
        return bisect_left(positions, low), bisect_left(positions, high)

    def _matches(self, row: T, filters: Filters) -> bool:
        return all(self._indexed_values[name].get(row.id) in values for name, values in filters.items())
