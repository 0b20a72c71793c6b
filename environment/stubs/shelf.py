"""The shelf of the stub of inventory: titles, their copies, and what is missing of those that are wanted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from environment.stubs.stub import StubRefusal

PRINTED = "printed"
Copies = dict[str, int]
"""Numbers of copies by SKU."""


@dataclass
class StubbedTitle:
    """A title; `on_hand` includes the reserved copies."""

    sku: str
    title: str
    kind: str = PRINTED
    on_hand: int = 0
    reserved: int = 0
    withdrawn: bool = False

    @property
    def in_copies(self) -> bool:
        """Whether its copies are counted."""
        return self.kind == PRINTED

    @property
    def available(self) -> int | None:
        """The copies that a customer can buy; None where they are not counted."""
        if self.withdrawn:
            return 0
        return self.on_hand - self.reserved if self.in_copies else None

    def shown(self) -> Mapping[str, Any]:
        """As JSON."""
        return {**vars(self), "available": self.available}


class StubbedShelf:
    """The titles by SKU."""

    def __init__(self) -> None:
        self._titles: dict[str, StubbedTitle] = {}

    def put(self, sku: str, name: str, kind: str | None) -> StubbedTitle:
        """Add a title, or rename it. Raises StubRefusal where it is of another kind."""
        known = self._titles.setdefault(sku, StubbedTitle(sku, name, kind or PRINTED))
        if kind not in (None, known.kind):
            raise StubRefusal("kind-is-fixed", f"{sku} is known as {known.kind}", kind=known.kind)
        known.title = name
        return known

    def title(self, sku: str) -> StubbedTitle:
        """The title of this SKU. Raises StubRefusal."""
        if sku not in self._titles:
            raise StubRefusal("title-not-found", f"no title has the SKU {sku}")
        return self._titles[sku]

    def title_in_copies(self, sku: str) -> StubbedTitle:
        """The same, where copies of it are counted."""
        found = self.title(sku)
        if not found.in_copies:
            raise StubRefusal("not-in-copies", f"{sku} does not exist in copies", kind=found.kind)
        return found

    def in_copies(self, wanted: Copies) -> Copies:
        """Those of which copies are counted."""
        return {sku: count for sku, count in wanted.items() if self.title(sku).in_copies}

    def known(self, skus: list[str]) -> list[StubbedTitle]:
        """Those of the titles that exist, in the order of their SKUs."""
        return [self._titles[sku] for sku in sorted({*skus} & self._titles.keys())]

    def move(self, copies: Copies, on_hand: int = 0, reserved: int = 0) -> None:
        """Change the counts of each title by so much for each copy."""
        for sku, count in copies.items():
            self._titles[sku].on_hand += on_hand * count
            self._titles[sku].reserved += reserved * count

    def require(self, wanted: Copies, slug: str, what: str, *, even_withdrawn: bool = False) -> None:
        """Raises StubRefusal, with every line that is missing, where a title has too few copies left."""
        missing = list(self._missing(wanted, even_withdrawn=even_withdrawn))
        if missing:
            listed = ", ".join(f"{each['title'] or each['sku']} ({_left(each)})" for each in missing)
            raise StubRefusal(slug, f"{what}: {listed}", missing=missing)

    def _missing(self, wanted: Copies, *, even_withdrawn: bool) -> Iterator[Mapping[str, Any]]:
        for sku, count in wanted.items():
            title = self._titles.get(sku)
            if title is None:
                yield _line(sku, None, count, 0, "unknown-title")
                continue
            left = title.on_hand - title.reserved if even_withdrawn else title.available
            if left is None:
                continue
            withdrawn = title.withdrawn and not even_withdrawn
            if left < count:
                yield _line(sku, title.title, count, left, "withdrawn" if withdrawn else "not-enough-copies")


def _line(sku: str, title: str | None, requested: int, available: int, reason: str) -> Mapping[str, Any]:
    named = {"sku": sku, "title": title, "requested": requested}
    return {**named, "available": available, "reason": reason}


def _left(missing: Mapping[str, Any]) -> str:
    enough = missing["reason"] == "not-enough-copies"
    return f"{missing['available']} left" if enough else "not on sale any more"
