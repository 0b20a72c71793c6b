"""A mail as the words that are read in it, in their order, in its text and in its HTML part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SHOP = "Bookstore"
Alternatives = tuple[str, ...]
"""The ways in which one thing may be said; one, but for the day in countries with several time zones."""


@dataclass(frozen=True)
class Row:
    """A label, or a number of copies, with what stands beside it."""

    label: str
    value: Alternatives


@dataclass(frozen=True)
class ExpectedTitle:
    """A title, its copies, for an e-book the label of its link and the link, for gift cards their codes."""

    name: str
    copies: Row
    link: tuple[str, str] | None = None
    codes: tuple[str, ...] = ()

    @property
    def as_text(self) -> list[Alternatives]:
        """The lines of the text part."""
        return [
            (self.name,),
            _line(self.copies),
            *(_each(f"{self.link[0]}:", self.link[1]) if self.link else ()),
            *_each(*self.codes),
        ]

    @property
    def as_page(self) -> list[Alternatives]:
        """The blocks of the HTML part."""
        number, total = _cells(self.copies)
        return [(self.name,), number, *_each(*([self.link[0]] if self.link else ()), *self.codes), total]


@dataclass(frozen=True)
class ExpectedMail:
    """The words of a mail in the order in which it is read."""

    language: str
    subject: str
    headline: str
    greeting: str
    opening: str
    facts: tuple[Row, ...]
    parcel: tuple[Row, ...]
    titles: tuple[ExpectedTitle, ...]
    sums: tuple[Row, ...]
    addresses: tuple[tuple[str, tuple[str, ...]], ...]
    closing: str

    @property
    def as_text(self) -> list[Alternatives]:
        """The lines of the text part, without blank lines, rules and indents."""
        titles = [said for title in self.titles for said in title.as_text]
        return [
            *_each(self.headline, self.greeting, self.opening),
            *map(_line, (*self.facts, *self.parcel)),
            *titles,
            *map(_line, self.sums),
            *(said for label, lines in self.addresses for said in _each(f"{label}:", *lines)),
            *_each(self.closing, SHOP),
        ]

    @property
    def as_page(self) -> list[Alternatives]:
        """The blocks of the HTML part: its title, the line that an inbox previews, then what is shown."""
        titles = [said for title in self.titles for said in title.as_page]
        return [
            *_each(self.subject, self.opening, SHOP, self.headline, self.greeting, self.opening),
            *(cell for row in (*self.facts, *self.parcel) for cell in _cells(row)),
            *titles,
            *(cell for row in self.sums for cell in _cells(row)),
            *(said for label, lines in self.addresses for said in _each(label, *lines)),
            *_each(self.closing),
        ]

    @property
    def has_codes(self) -> bool:
        """Whether codes of gift cards stand in it."""
        return any(title.codes for title in self.titles)

    @property
    def links(self) -> list[str]:
        """Where the links of the HTML part lead."""
        return [title.link[1] for title in self.titles if title.link]


def _each(*texts: str) -> Sequence[Alternatives]:
    return [(text,) for text in texts]


def _line(row: Row) -> Alternatives:
    return tuple(f"{row.label}: {value}" for value in row.value)


def _cells(row: Row) -> Sequence[Alternatives]:
    return [(row.label,), row.value]
