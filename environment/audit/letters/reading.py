"""What a reader sees of a mail: the lines of its text, the blocks of its HTML."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

_INLINE = frozenset({"a", "b", "em", "i", "small", "span", "strong"})
_UNSEEN = frozenset({"script", "style"})


def one_line(text: str) -> str:
    """The text with single blanks, since a line may be folded anywhere and CLDR has several blanks."""
    return " ".join(text.split())


def lines_of(text: str) -> list[str]:
    """The lines of a text part, without blank lines and rules."""
    return [line for line in map(one_line, text.splitlines()) if line.strip("-= ")]


def blocks_of(html: str) -> list[str]:
    """The text of each block of an HTML part, in reading order."""
    reader = _Blocks()
    reader.feed(html)
    reader.close()
    return [block for block in map(one_line, reader.blocks()) if block]


class _Blocks(HTMLParser):
    """Collects text. Elements within a line do not end a block; all others do."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[list[str]] = [[]]
        self._unseen = 0

    def blocks(self) -> Iterator[str]:
        return ("".join(parts) for parts in self._parts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        self._end_block(tag)

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN
        self._end_block(tag)

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._parts[-1].append(data)

    def _end_block(self, tag: str) -> None:
        if tag not in _INLINE:
            self._parts.append([])
